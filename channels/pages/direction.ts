const RIGHT_TO_LEFT = ['ar', 'ur'];

/** In which direction a language is written, for `dir`. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr');
