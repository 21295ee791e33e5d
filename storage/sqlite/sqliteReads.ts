/** What the desk asks of its cases. */
import { z } from 'zod';
import type { Case, HistoryLine } from '../../handover/case';
import type { CaseStore, FeedLine, LoggedActivity, Note } from '../port';
import { parseCase, parseContact, parseFeedLine, parseHistory, parseNote, ratingRow, returnableRow } from './caseRows';
import { parseActivity } from './rows';
import { SqliteBase } from './sqliteBase';

const lastRow = z.object({ key: z.number().int().nullable() });
const keyRow = z.object({ key: z.number().int() });
const readRow = z.object({ read_seq: z.number().int() });
const countsRow = z.object({ waiting: z.number().int(), urgent: z.number().int(), mine: z.number().int() });
const countRow = z.object({ n: z.number().int() });
const atRow = z.object({ at: z.string().nullable() });
const DAY = 86_400_000;
/** More words are not looked for; a word this short is looked for whole. */
const MAX_WORDS = 6;
const SHORT = 2;

export class SqliteReads extends SqliteBase {
  case(reference: string): Case | null {
    return this.reading(() => this.book.find(reference)?.case ?? null);
  }

  caseOf(conversationId: string): Case | null {
    return this.reading(() => {
      if (this.chats.get(conversationId)?.hasCase !== true) return null;
      const row = this.book.sql.byConversation.get(conversationId);
      return row === undefined ? null : parseCase(row).case;
    });
  }

  listCases({ list, advisorId, after = '', limit }: Parameters<CaseStore['listCases']>[0]): readonly Case[] {
    return this.reading(() => {
      const page = { after, limit, ...(list === 'mine' && { advisor: advisorId ?? '' }) };
      return this.book.sql[list].all(page).map((row) => parseCase(row).case);
    });
  }

  countCases(advisorId: string): ReturnType<CaseStore['countCases']> {
    return this.reading(() => countsRow.parse(this.book.sql.counts.get(advisorId)));
  }

  waitingBefore({ tier, reference }: Parameters<CaseStore['waitingBefore']>[0]): number {
    return this.reading(() => countRow.parse(this.book.sql.waitingBefore.get(this.at(), tier, reference)).n);
  }

  waitingCases(): readonly Case[] {
    return this.reading(() => this.book.sql.timed.all().map((row) => parseCase(row).case));
  }

  heldCases(): ReturnType<CaseStore['heldCases']> {
    return this.reading(() =>
      this.book.sql.held.all().map((row) => {
        const { key, conversation, case: one } = parseCase(row);
        // The log is asked only while something stands unread.
        if (one.state !== 'withAdvisor' || !one.unread) return { case: one, unanswered: null };
        const { at } = atRow.parse(this.book.sql.unanswered.get(conversation, one.stateSince, this.readUpTo(key)));
        return { case: one, unanswered: at };
      }),
    );
  }

  readCase(reference: string, afterSeq: number, limit: number): readonly LoggedActivity[] {
    return this.reading(() => {
      const id = this.book.find(reference)?.case.conversationId ?? null;
      return id === null ? [] : this.book.sql.log.all(reference, afterSeq, limit).map((row) => parseActivity(id, row));
    });
  }

  history(reference: string): readonly HistoryLine[] {
    return this.reading(() =>
      this.book.sql.history.all(this.keyOf(reference)).map((row) => parseHistory(reference, row)),
    );
  }

  notes(reference: string): readonly Note[] {
    return this.reading(() => this.book.sql.notes.all(this.keyOf(reference)).map(parseNote));
  }

  searchCases(words: string, limit: number): readonly Case[] {
    const terms = words
      .normalize('NFC')
      // As the index cuts words: a mark ends one, and a phrase cannot be asked of it.
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .slice(0, MAX_WORDS);
    if (terms.length === 0) return [];
    // Quoted: a word of the query language is a word like any other.
    const match = terms.map((term) => (term.length > SHORT ? `"${term}"*` : `"${term}"`));
    const said = match.map(
      () => 'SELECT w.case_key FROM word_index i JOIN case_words w ON w.key = i.rowid WHERE word_index MATCH ?',
    );
    const reference = `%${terms.join('-').toUpperCase()}%`;
    return this.reading(() =>
      this.db
        .prepare(
          `SELECT key FROM desk_case WHERE reference LIKE ? OR key IN (${said.join(' INTERSECT ')})
           ORDER BY changed DESC LIMIT ?`,
        )
        .all(reference, ...match, limit)
        .map((row) => parseCase(this.book.sql.byKey.get(keyRow.parse(row).key)).case),
    );
  }

  feed(afterKey: number, limit: number): readonly FeedLine[] {
    return this.reading(() => this.book.sql.feed.all(afterKey, limit).map(parseFeedLine));
  }

  lastFeedKey(): number {
    return this.reading(() => lastRow.parse(this.book.sql.lastFeed.get()).key ?? 0);
  }

  returnableTo(reference: string): ReturnType<CaseStore['returnableTo']> {
    return this.reading(() => {
      const row = this.book.sql.returnable.get(reference);
      if (row === undefined) return null;
      const found = returnableRow.parse(row);
      const age = this.now().getTime() - new Date(found.raised_at).getTime();
      if (age > this.rules.returnCodeDays * DAY) return null;
      return { conversationId: found.conversation_id, userId: found.user_id };
    });
  }

  casesRaised(from: string, to: string): readonly Case[] {
    return this.reading(() => this.book.sql.raised.all(from, to).map((row) => parseCase(row).case));
  }

  ratings(from: string, to: string): ReturnType<CaseStore['ratings']> {
    return this.reading(() => this.book.sql.ratings.all(from, to).map((row) => ratingRow.parse(row)));
  }

  contacts({ from, to, after, limit }: Parameters<CaseStore['contacts']>[0]): ReturnType<CaseStore['contacts']> {
    return this.reading(() => this.book.sql.contacts.all(after, from, to, limit).map(parseContact));
  }

  /** The place of the log up to which the holder has looked. */
  protected readUpTo(key: number): number {
    return readRow.parse(this.book.sql.readUpTo.get(key)).read_seq;
  }

  private keyOf(reference: string): number {
    const row = this.book.sql.keyOf.get(reference);
    // No row has this key.
    return row === undefined ? -1 : keyRow.parse(row).key;
  }
}
