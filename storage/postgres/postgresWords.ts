/** Words of cases, as PostgreSQL looks them up: plain terms, without case and accents, in an index of their own. */
import { CaseSearch } from '../sql/caseSearch';
import { SHORT_TERM, termsOf } from '../sql/terms';
import type { Statement, WordIndex, Work } from '../sql/work';

const SAID = 'SELECT case_key FROM case_words WHERE terms @@ CAST(? AS tsquery)';
/** Nobody looks for more of one word; the index takes some 2,000 bytes. */
const LONGEST = 100;

/** As SQLite's index has them: `Knée` is `knee`. */
const plain = (text: string): string[] =>
  termsOf(text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()).map((term) => term.slice(0, LONGEST));

export class PostgresWords implements WordIndex {
  readonly #add: Statement;
  readonly #search: CaseSearch;

  constructor(prepare: (text: string) => Statement) {
    this.#add = prepare(`UPDATE case_words SET terms = array_to_tsvector(string_to_array(?2, ' ')) WHERE key = ?1`);
    this.#search = new CaseSearch(prepare, SAID);
  }

  *add(key: number, text: string): Work<void> {
    yield* this.#add.run(key, plain(text).join(' '));
  }

  *drop(): Work<void> {
    // The index goes with the row.
  }

  *search(terms: readonly string[], reference: string, limit: number): Work<readonly number[]> {
    const sought = terms.flatMap(plain);
    if (sought.length === 0) return [];
    // Letters and digits only: nothing in it is of the query language.
    const match = sought.map((term) => (term.length > SHORT_TERM ? `'${term}':*` : `'${term}'`));
    return yield* this.#search.keys(match, reference, limit);
  }
}
