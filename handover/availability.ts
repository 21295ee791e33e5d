/** Whether PALS can be reached now, and how. */
export type Availability =
  /** PALS is open, and advisors do not answer in the chat: phone until this time, such as "5pm". */
  | { readonly kind: 'byPhone'; readonly until: string }
  /** `opens`: the next opening, such as "9am" on "Monday 23 November"; null when no opening is known. */
  | { readonly kind: 'closed'; readonly opens: { readonly time: string; readonly day: string } | null };
