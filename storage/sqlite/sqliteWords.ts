/** Words of cases in SQLite's full-text index, which keeps no deleted word. */
import { CaseSearch } from '../sql/caseSearch';
import { SHORT_TERM } from '../sql/terms';
import type { Statement, WordIndex, Work } from '../sql/work';

const SAID = 'SELECT w.case_key FROM word_index i JOIN case_words w ON w.key = i.rowid WHERE word_index MATCH ?';

export class SqliteWords implements WordIndex {
  readonly #add: Statement;
  readonly #drop: Statement;
  readonly #search: CaseSearch;

  constructor(prepare: (text: string) => Statement) {
    this.#add = prepare('INSERT INTO word_index (rowid, text) VALUES (?, ?)');
    this.#drop = prepare(
      `INSERT INTO word_index (word_index, rowid, text)
       SELECT 'delete', key, text FROM case_words WHERE case_key = ? AND source = ?`,
    );
    this.#search = new CaseSearch(prepare, SAID);
  }

  *add(key: number, text: string): Work<void> {
    yield* this.#add.run(key, text);
  }

  *drop(caseKey: number, source: string): Work<void> {
    yield* this.#drop.run(caseKey, source);
  }

  search(terms: readonly string[], reference: string, limit: number): Work<readonly number[]> {
    // Quoted: a word of the query language is a word like any other.
    const match = terms.map((term) => (term.length > SHORT_TERM ? `"${term}"*` : `"${term}"`));
    return this.#search.keys(match, reference, limit);
  }
}
