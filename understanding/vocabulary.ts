/** Ids that the understanding gives out, apart from `types.ts` so that a browser gets them without a schema library. */

/** Tiers that the safety scan can find, most urgent first. */
export const SAFETY_TIERS = ['T0', 'T1', 'T2', 'T3', 'T4'] as const;
export type SafetyTier = (typeof SAFETY_TIERS)[number];

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
  'document',
  'profile',
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
  'thanks',
  'goodbye',
  'robot',
  'offTopic',
] as const;
export type Command = (typeof COMMANDS)[number];
