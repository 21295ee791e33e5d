/** What people write around the words that matter. */
export const POLITE = [
  'Sorry to bother you. ',
  'hiya, hope you are well, ',
  'Good morning! ',
  'I was only wondering. ',
  'ok so ',
];
export const AFTER = ['. Thank you', '!!!', ' please', '. Also where is the car park?', ' xx', ' and ta for your help'];
export const ORDINARY = [
  'We came in on Tuesday and the parking was full. ',
  'The consultant was very kind about the letter. ',
  'I asked for a second opinion in March and filled in the form. ',
];
