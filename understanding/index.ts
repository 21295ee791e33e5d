/** What a message says: safety, personal information, commands, answers. Runs on the server and in the browser. */
export { matchAnswer } from './answer';
export { readCommand } from './command';
export { mask } from './mask';
export { scan } from './scan';
export type { Candidate, Command, Masked, MaskOptions, PersonalKind, SafetyTier, SafetyVerdict } from './types';
