/** The queue and what an advisor does with a case. */
import type { Server } from 'restify';
import { may } from '../../handover/roles';
import { ok } from '../http/answer';
import { caseIn, done, parsed, placeIn, query, readReference, stored } from './context';
import { DeskError } from './errors';
import { maySay, moverOf } from './may';
import type { DeskRouteParts } from './routes';
import type { Session } from './signIn/sessions';
import { transcriptLines } from './transcript';
import {
  asideBodySchema,
  LISTS,
  moveBodySchema,
  noteBodySchema,
  sayBodySchema,
  searchBodySchema,
  type Canned,
  type Cases,
  type DeskNotes,
  type List,
  type Moved,
  type SaidResult,
} from './wire';

const API = '/desk/api';
const CASE = `${API}/cases/:ref`;
const LISTED = 200;
const FOUND = 50;
/** In milliseconds: what is set aside for longer is forgotten. */
const LONGEST_ASIDE = 31 * 24 * 60 * 60 * 1000;

export function registerCases(server: Server, parts: DeskRouteParts): void {
  const { answering, store, desk, views, caseWords, words, now } = parts;

  /** Only advisors and supervisors come this far. */
  const mover = ({ advisor }: Session) => {
    const found = moverOf(advisor);
    if (found === null) throw new DeskError('notYourRole');
    return found;
  };
  const who = ({ advisor: { id, name } }: Session) => ({ id, name });

  const cases = async (list: List, { advisor }: Session, after?: string): Promise<Cases> => {
    const page = { list, advisorId: advisor.id, limit: LISTED + 1, ...(after !== undefined && { after }) };
    const found = await store.listCases(page);
    const listed = found.slice(0, LISTED);
    return {
      cases: listed.map((one) => caseWords.summary(one)),
      next: found.length > LISTED ? (listed.at(-1)?.reference ?? null) : null,
      counts: await store.countCases(advisor.id),
    };
  };

  server.get(
    `${API}/cases`,
    answering.reads(async (request, session) => {
      const asked = query(request).get('list') ?? 'waiting';
      const list = LISTS.find((one) => one === asked);
      if (list === undefined) throw new DeskError('badRequest');
      const after = query(request).get('after') ?? undefined;
      if (after !== undefined && (await store.case(after)) === null) throw new DeskError('badRequest');
      return ok(await cases(list, session, after));
    }),
  );

  server.get(
    CASE,
    answering.reads(async (request, { advisor }) => ok(await views.detail(await caseIn(request, store), advisor))),
  );

  server.get(
    `${CASE}/transcript`,
    answering.reads(async (request) => ok(await views.transcript(await caseIn(request, store), placeIn(request)))),
  );

  server.get(
    `${CASE}/history`,
    answering.reads(async (request) => ok(await views.history((await caseIn(request, store)).reference))),
  );

  const notesOf = async (reference: string, removed: readonly string[] = []): Promise<DeskNotes> => ({
    notes: [...(await store.notes(reference))],
    removed: caseWords.labels(removed),
  });
  server.get(
    `${CASE}/notes`,
    answering.reads(async (request) => ok(await notesOf((await caseIn(request, store)).reference))),
  );
  server.post(
    `${CASE}/notes`,
    answering.writes(async (request, session, body) => {
      const { reference } = await caseIn(request, store);
      const { text } = parsed(noteBodySchema, body);
      const { removed } = await done(desk.note({ reference, by: who(session), text }), session);
      return ok(await notesOf(reference, removed));
    }),
  );

  server.post(
    `${CASE}/moves`,
    answering.writes(async (request, session, body) => {
      const { reference } = await caseIn(request, store);
      const { move, version, to, reason, seen } = parsed(moveBodySchema, body);
      if ((move === 'close') !== (reason !== undefined) || (move === 'handOver') !== (to !== undefined))
        throw new DeskError('badRequest');
      if (move === 'takeOver' && !may(session.advisor.role, 'takeOver')) throw new DeskError('notYourRole');
      const colleague = to === undefined ? undefined : (await store.advisors()).find(({ id }) => id === to);
      const canTake = colleague !== undefined && colleague.presence !== 'signedOut' && may(colleague.role, 'workCases');
      if (to !== undefined && !canTake) throw new DeskError('colleagueNotHere');
      const moved = await done(
        desk.act({
          reference,
          move,
          by: mover(session),
          ...(version !== undefined && { version }),
          ...(colleague && { to: { id: colleague.id, name: colleague.name } }),
          ...(reason !== undefined && { reason }),
          ...(seen !== undefined && { seen }),
        }),
        session,
      );
      const answer: Moved = { case: await views.detail(moved.case, session.advisor) };
      return ok(answer);
    }),
  );

  server.post(
    `${CASE}/messages`,
    answering.writes(async (request, session, body) => {
      const one = await caseIn(request, store);
      const { text, clientId } = parsed(sayBodySchema, body);
      if (one.conversationId === null) throw new DeskError('chatCleared', { case: one });
      const said = await done(desk.say({ reference: one.reference, advisor: who(session), text, clientId }), session, {
        changed: 'conflict',
      });
      const answer: SaidResult = {
        case: caseWords.summary(said.case),
        lines: transcriptLines(said.activities, said.case, words),
        removed: caseWords.labels(said.removed),
      };
      return ok(answer);
    }),
  );

  server.post(
    `${CASE}/typing`,
    answering.writes(async (request, { advisor }) => {
      const one = await caseIn(request, store);
      if (maySay(one, advisor)) await desk.typing(one.reference, advisor);
      return { status: 204 };
    }),
  );

  server.post(
    `${CASE}/aside`,
    answering.writes(async (request, session, body) => {
      const { reference } = await caseIn(request, store);
      const { until } = parsed(asideBodySchema, body);
      const ahead = until === null ? 1 : Date.parse(until) - now().getTime();
      if (ahead <= 0 || ahead > LONGEST_ASIDE) throw new DeskError('badRequest');
      const aside = await done(desk.setAside({ reference, by: mover(session), until }), session);
      const answer: Moved = { case: await views.detail(aside.case, session.advisor) };
      return ok(answer);
    }),
  );

  server.post(
    `${CASE}/read`,
    answering.writes(async (request, session) => {
      const { reference } = await caseIn(request, store);
      const read = await done(desk.markRead(reference, who(session)), session);
      return ok({ case: caseWords.summary(read.case) });
    }),
  );

  server.post(
    `${API}/search`,
    answering.writes(async (_request, session, body) => {
      const { words: sought } = parsed(searchBodySchema, body);
      const reference = readReference(sought);
      const exact = reference === null ? null : await store.case(reference);
      const found = exact === null ? await stored(store.searchCases(sought, FOUND)) : [exact];
      const counts = await store.countCases(session.advisor.id);
      const answer: Cases = { cases: found.map((one) => caseWords.summary(one)), next: null, counts };
      return ok(answer);
    }, 'readCases'),
  );

  const replies: Canned = {
    replies: parts.cannedIds.map((id) => ({
      id,
      title: words.line(`canned:${id}.title`).text,
      text: words.line(`canned:${id}.text`).text,
    })),
  };
  server.get(
    `${API}/canned`,
    answering.reads(() => ok(replies)),
  );
}
