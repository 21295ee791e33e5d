/** What the words need of a Trust: plain data, made by `trust/values.ts`. Nothing of a particular Trust is in a word file. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Local times as `HH:MM`; `to` may be `24:00`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface TrustValues {
  /** Placeholder to its text. Null: the Trust has not given this optional thing, and lines about it are left out. */
  readonly texts: Readonly<Record<string, string | null>>;
  readonly hours: {
    readonly weekly: Readonly<Record<Weekday, readonly Span[]>>;
    readonly bankHolidays: 'open' | 'closed';
  };
  readonly pageText: 'exact' | 'plain';
  /** Signposting that is off unless the Trust asks for it, such as `E-GMC`. */
  readonly switchedOn: readonly string[];
}
