/** What the desk asks of its cases. */
import { z } from 'zod';
import type { Case, HistoryLine } from '../../handover/case';
import type { CaseStore, FeedLine, LoggedActivity, Note } from '../port';
import { parseCase, parseContact, parseFeedLine, parseHistory, parseNote, ratingRow, returnableRow } from './caseRows';
import { parseActivity } from './rows';
import { SqlBase } from './sqlBase';
import { termsOf } from './terms';
import type { Work } from './work';

const lastRow = z.object({ key: z.number().int().nullable() });
const keyRow = z.object({ key: z.number().int() });
const readRow = z.object({ read_seq: z.number().int() });
const countsRow = z.object({ waiting: z.number().int(), urgent: z.number().int(), mine: z.number().int() });
const countRow = z.object({ n: z.number().int() });
const atRow = z.object({ at: z.string().nullable() });
const DAY = 86_400_000;
/** More words are not looked for. */
const MAX_WORDS = 6;

export class SqlReads extends SqlBase {
  case(reference: string): Promise<Case | null> {
    return this.query(function* () {
      return (yield* this.book.find(reference))?.case ?? null;
    });
  }

  caseOf(conversationId: string): Promise<Case | null> {
    return this.query(function* () {
      if ((yield* this.chats.get(conversationId))?.hasCase !== true) return null;
      const row = yield* this.book.sql.byConversation.get(conversationId);
      return row === undefined ? null : parseCase(row).case;
    });
  }

  listCases({ list, advisorId, after = '', limit }: Parameters<CaseStore['listCases']>[0]): Promise<readonly Case[]> {
    return this.query(function* () {
      const whose = list === 'mine' ? [advisorId ?? ''] : [];
      return (yield* this.book.sql[list].all(after, limit, ...whose)).map((row) => parseCase(row).case);
    });
  }

  countCases(advisorId: string): ReturnType<CaseStore['countCases']> {
    return this.query(function* () {
      return countsRow.parse(yield* this.book.sql.counts.get(advisorId));
    });
  }

  waitingBefore({ tier, reference }: Parameters<CaseStore['waitingBefore']>[0]): Promise<number> {
    return this.query(function* () {
      return countRow.parse(yield* this.book.sql.waitingBefore.get(this.at(), tier, reference)).n;
    });
  }

  waitingCases(): Promise<readonly Case[]> {
    return this.query(function* () {
      return (yield* this.book.sql.timed.all()).map((row) => parseCase(row).case);
    });
  }

  heldCases(): ReturnType<CaseStore['heldCases']> {
    return this.query(function* () {
      const held: { readonly case: Case; readonly unanswered: string | null }[] = [];
      for (const row of yield* this.book.sql.held.all()) {
        const { key, conversation, case: one } = parseCase(row);
        // The log is asked only while something stands unread.
        const isAsked = one.state === 'withAdvisor' && one.unread;
        const first = isAsked
          ? atRow.parse(yield* this.book.sql.unanswered.get(conversation, one.stateSince, yield* this.readUpTo(key))).at
          : null;
        held.push({ case: one, unanswered: first });
      }
      return held;
    });
  }

  readCase(reference: string, afterSeq: number, limit: number): Promise<readonly LoggedActivity[]> {
    return this.query(function* () {
      const id = (yield* this.book.find(reference))?.case.conversationId ?? null;
      return id === null
        ? []
        : (yield* this.book.sql.log.all(reference, afterSeq, limit)).map((row) => parseActivity(id, row));
    });
  }

  history(reference: string): Promise<readonly HistoryLine[]> {
    return this.query(function* () {
      return (yield* this.book.sql.history.all(yield* this.keyOf(reference))).map((row) =>
        parseHistory(reference, row),
      );
    });
  }

  notes(reference: string): Promise<readonly Note[]> {
    return this.query(function* () {
      return (yield* this.book.sql.notes.all(yield* this.keyOf(reference))).map(parseNote);
    });
  }

  searchCases(words: string, limit: number): Promise<readonly Case[]> {
    const terms = termsOf(words).slice(0, MAX_WORDS);
    if (terms.length === 0) return Promise.resolve([]);
    const reference = `%${terms.join('-').toUpperCase()}%`;
    return this.query(function* () {
      const cases: Case[] = [];
      for (const key of yield* this.db.dialect.words.search(terms, reference, limit)) {
        const row = yield* this.book.sql.byKey.get(key);
        if (row !== undefined) cases.push(parseCase(row).case);
      }
      return cases;
    });
  }

  feed(afterKey: number, limit: number): Promise<readonly FeedLine[]> {
    return this.query(function* () {
      return (yield* this.book.sql.feed.all(afterKey, limit)).map(parseFeedLine);
    });
  }

  lastFeedKey(): Promise<number> {
    return this.query(function* () {
      return lastRow.parse(yield* this.book.sql.lastFeed.get()).key ?? 0;
    });
  }

  returnableTo(reference: string): ReturnType<CaseStore['returnableTo']> {
    return this.query(function* () {
      const row = yield* this.book.sql.returnable.get(reference);
      if (row === undefined) return null;
      const found = returnableRow.parse(row);
      const age = this.now().getTime() - new Date(found.raised_at).getTime();
      if (age > this.rules.returnCodeDays * DAY) return null;
      return { conversationId: found.conversation_id, userId: found.user_id };
    });
  }

  casesRaised(from: string, to: string): Promise<readonly Case[]> {
    return this.query(function* () {
      return (yield* this.book.sql.raised.all(from, to)).map((row) => parseCase(row).case);
    });
  }

  ratings(from: string, to: string): ReturnType<CaseStore['ratings']> {
    return this.query(function* () {
      return (yield* this.book.sql.ratings.all(from, to)).map((row) => ratingRow.parse(row));
    });
  }

  contacts({ from, to, after, limit }: Parameters<CaseStore['contacts']>[0]): ReturnType<CaseStore['contacts']> {
    return this.query(function* () {
      return (yield* this.book.sql.contacts.all(after, from, to, limit)).map(parseContact);
    });
  }

  /** The place of the log up to which the holder has looked. */
  protected *readUpTo(key: number): Work<number> {
    return readRow.parse(yield* this.book.sql.readUpTo.get(key)).read_seq;
  }

  private *keyOf(reference: string): Work<number> {
    const row = yield* this.book.sql.keyOf.get(reference);
    // No row has this key.
    return row === undefined ? -1 : keyRow.parse(row).key;
  }
}
