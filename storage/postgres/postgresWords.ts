/** Words of cases, as PostgreSQL looks them up: plain terms, without case and accents, in an index of their own. */
import { z } from 'zod';
import { SHORT_TERM, termsOf } from '../sql/terms';
import type { Statement, WordIndex, Work } from '../sql/work';

const keyRow = z.object({ key: z.number().int() });
const SAID = 'SELECT case_key FROM case_words WHERE terms @@ CAST(? AS tsquery)';
/** Nobody looks for more of one word; the index takes some 2,000 bytes. */
const LONGEST = 100;

/** As SQLite's index has them: `Knée` is `knee`. */
const plain = (text: string): string[] =>
  termsOf(text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()).map((term) => term.slice(0, LONGEST));

export class PostgresWords implements WordIndex {
  readonly #searches = new Map<number, Statement>();
  readonly #add: () => Statement;

  constructor(private readonly prepare: (text: string) => Statement) {
    let add: Statement | null = null;
    this.#add = () =>
      (add ??= this.prepare(
        `UPDATE case_words SET terms = array_to_tsvector(string_to_array(?2, ' ')) WHERE key = ?1`,
      ));
  }

  *add(key: number, text: string): Work<void> {
    yield* this.#add().run(key, plain(text).join(' '));
  }

  *drop(): Work<void> {
    // The index goes with the row.
  }

  *search(terms: readonly string[], reference: string, limit: number): Work<readonly number[]> {
    const sought = terms.flatMap(plain);
    if (sought.length === 0) return [];
    // Letters and digits only: nothing in it is of the query language.
    const match = sought.map((term) => (term.length > SHORT_TERM ? `'${term}':*` : `'${term}'`));
    const rows = yield* this.#searchFor(match.length).all(reference, ...match, limit);
    return rows.map((row) => keyRow.parse(row).key);
  }

  #searchFor(terms: number): Statement {
    const before = this.#searches.get(terms);
    if (before !== undefined) return before;
    const said = Array.from({ length: terms }, () => SAID).join(' INTERSECT ');
    const search = this.prepare(
      `SELECT key FROM desk_case WHERE reference LIKE ? OR key IN (${said}) ORDER BY changed DESC LIMIT ?`,
    );
    this.#searches.set(terms, search);
    return search;
  }
}
