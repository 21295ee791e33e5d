/** One message, made comparable once for all layers that look at it. */
import { tidy, type Word, wordsOf } from './normalise';

export class Reading {
  #tidied: string | undefined;
  #words: readonly Word[] | undefined;

  /**
   * @param text as it was written.
   * @param message the same for all readings of one message, such as before and after masking: what was found out about
   *   one of its sentences is known by it.
   */
  constructor(
    readonly text: string,
    readonly message: object = {},
  ) {}

  get tidied(): string {
    return (this.#tidied ??= tidy(this.text));
  }

  /** The words of the tidied text. */
  get words(): readonly Word[] {
    return (this.#words ??= wordsOf(this.tidied));
  }
}

/** A text, or its reading where several layers look at it. */
export type Said = string | Reading;

export const readingOf = (said: Said): Reading => (typeof said === 'string' ? new Reading(said) : said);
