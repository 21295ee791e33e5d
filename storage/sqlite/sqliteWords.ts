/** Words of cases in SQLite's full-text index, which keeps no deleted word. */
import { z } from 'zod';
import { SHORT_TERM } from '../sql/terms';
import type { Statement, WordIndex, Work } from '../sql/work';

const keyRow = z.object({ key: z.number().int() });
const SAID = 'SELECT w.case_key FROM word_index i JOIN case_words w ON w.key = i.rowid WHERE word_index MATCH ?';

export class SqliteWords implements WordIndex {
  readonly #searches = new Map<number, Statement>();
  #add: Statement | null = null;
  #drop: Statement | null = null;

  constructor(private readonly prepare: (text: string) => Statement) {}

  *add(key: number, text: string): Work<void> {
    this.#add ??= this.prepare('INSERT INTO word_index (rowid, text) VALUES (?, ?)');
    yield* this.#add.run(key, text);
  }

  *drop(caseKey: number, source: string): Work<void> {
    this.#drop ??= this.prepare(
      `INSERT INTO word_index (word_index, rowid, text)
       SELECT 'delete', key, text FROM case_words WHERE case_key = ? AND source = ?`,
    );
    yield* this.#drop.run(caseKey, source);
  }

  *search(terms: readonly string[], reference: string, limit: number): Work<readonly number[]> {
    // Quoted: a word of the query language is a word like any other.
    const match = terms.map((term) => (term.length > SHORT_TERM ? `"${term}"*` : `"${term}"`));
    const rows = yield* this.#searchFor(terms.length).all(reference, ...match, limit);
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
