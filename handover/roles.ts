/** Who somebody is at the desk, and what that lets them do. What no role is named for, nobody may do. */
export const ROLES = ['advisor', 'supervisor', 'auditor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

const RIGHTS = {
  /** To be there: who is who, whether PALS is open, signing out. */
  enter: ROLES,
  /** Cases, chats, notes, search. */
  readCases: ['advisor', 'supervisor', 'auditor'],
  /** Counts; nobody can be told from them. */
  readReport: ROLES,
  workCases: ['advisor', 'supervisor'],
  takeOver: ['supervisor'],
  /** Signing a colleague out, everywhere and at once. */
  endSessions: ['supervisor', 'administrator'],
  /** Turning the assistant off and on again. */
  turnOff: ['supervisor', 'administrator'],
  /** All that is kept of one case, to give out or to remove. */
  manageRecords: ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Right = keyof typeof RIGHTS;

export function may(role: Role, right: Right): boolean {
  const roles: readonly Role[] = RIGHTS[right];
  return roles.includes(role);
}
