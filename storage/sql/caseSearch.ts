/** Cases in which each of some words was said, or whose reference is like them: one statement for each number of words. */
import { z } from 'zod';
import type { Statement, Work } from './work';

const keyRow = z.object({ key: z.number().int() });

export class CaseSearch {
  readonly #byCount = new Map<number, Statement>();

  /** `said`: keys of the cases in which one word was said, of its database's index. */
  constructor(
    private readonly prepare: (text: string) => Statement,
    private readonly said: string,
  ) {}

  /** Keys, the newest change first. `words`: as the index is asked for them. */
  *keys(words: readonly string[], reference: string, limit: number): Work<readonly number[]> {
    const rows = yield* this.#searchFor(words.length).all(reference, ...words, limit);
    return rows.map((row) => keyRow.parse(row).key);
  }

  #searchFor(count: number): Statement {
    const before = this.#byCount.get(count);
    if (before !== undefined) return before;
    const said = Array.from({ length: count }, () => this.said).join(' INTERSECT ');
    const search = this.prepare(
      `SELECT key FROM desk_case WHERE reference LIKE ? OR key IN (${said}) ORDER BY changed DESC LIMIT ?`,
    );
    this.#byCount.set(count, search);
    return search;
  }
}
