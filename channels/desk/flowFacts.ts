/** What the desk needs to know of the questions, given by `index.ts`: channels do not import the flows. */
export interface FlowFacts {
  /** The file of words of a question; undefined for one that a release removed. */
  flowOf(question: string): string | undefined;
  /** What else is known from an answer, such as that the person is in hospital. */
  flagsOf(question: string, answer: string): readonly string[];
  /** Signposting that an outcome has for advisors only. */
  forAdvisor(outcome: string): readonly string[];
  /** Where a conversation stands, from its state as the bot gave it; null where that cannot be read. */
  placeOf(state: unknown): { readonly at: string; readonly outcome: string | null } | null;
}
