/** What a folder of words holds: a tree of strings for each namespace, as its JSON files have it. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}
export type WordFiles = Readonly<Record<string, WordTree>>;

/** The three ways in which a line can speak; the plain key is the patient's. */
export const VOICES = ['patient', 'family', 'staff'] as const;
export type Voice = (typeof VOICES)[number];

/** Every string of the files by its id, `<namespace>:<path>`, voice suffix included, in the order of the files. */
export function flatten(files: WordFiles): ReadonlyMap<string, string> {
  const strings = new Map<string, string>();
  const walk = (prefix: string, tree: WordTree): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') strings.set(`${prefix}${key}`, value);
      else walk(`${prefix}${key}.`, value);
    }
  };
  for (const [namespace, tree] of Object.entries(files)) walk(`${namespace}:`, tree);
  return strings;
}
