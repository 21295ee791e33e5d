/** Ids that the understanding gives out, apart from `types.ts` so that a browser gets them without a schema library. */

export const PERSONAL_KINDS = [
  'nhsNumber',
  'hospitalNumber',
  'dateOfBirth',
  'phone',
  'email',
  'postcode',
  'address',
  'niNumber',
  'bankCard',
  'bankAccount',
  'carRegistration',
  'password',
  'name',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export const COMMANDS = [
  'talkToPals',
  'helpNow',
  'unhappy',
  'goBack',
  'startAgain',
  'repeat',
  'showSteps',
  'language',
  'hello',
] as const;
export type Command = (typeof COMMANDS)[number];
