/** Ready replies, in the order in which they are offered. Their words are in `locales/`; an advisor edits before sending. */
export const CANNED = [
  'hello',
  'moment',
  'sorry',
  'noDetails',
  'whatWouldHelp',
  'whichWard',
  'askTeam',
  'emergency',
  'complaint',
  'advocacy',
  'phoneUs',
  'stillThere',
  'comeBack',
  'goodbye',
] as const;
