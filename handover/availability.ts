import type { CaseFacts } from './case';

/** Whose place in the queue is asked for: a person who has asked for PALS just now. */
export type Place = Pick<CaseFacts, 'tier' | 'reference'>;

/** Whether PALS can be reached now, and how. */
export type Availability =
  /** PALS is open and somebody is at the desk; `free`: they have no case in hand. `ahead`: people who wait in the chat before this one. */
  | { readonly kind: 'desk'; readonly free: boolean; readonly ahead: number }
  /** PALS is open, and nobody is at the desk: phone until this time, such as "5pm". */
  | { readonly kind: 'byPhone'; readonly until: string }
  /** `opens`: the next opening, such as "9am" on "Monday 23 November"; null when no opening is known. */
  | { readonly kind: 'closed'; readonly opens: { readonly time: string; readonly day: string } | null };
