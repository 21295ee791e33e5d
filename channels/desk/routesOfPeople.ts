/** Who is at the desk: in and out, presence, and whether PALS is open. */
import type { Server } from 'restify';
import { CLOSE_REASONS } from '../../handover/caseStates';
import { sourceOf } from '../http/origins';
import { ok, type Answer } from '../http/answer';
import { parsed, stored } from './context';
import { isThisMachine, LINK_MINUTES } from './signIn/developerLink';
import { DeskError } from './errors';
import type { DeskRouteParts } from './routes';
import { presenceAtSignIn } from './signIn/signIn';
import type { Session } from './signIn/sessions';
import {
  endSessionsBodySchema,
  openingBodySchema,
  presenceBodySchema,
  type Advisors,
  type Link,
  type Me,
} from './wire';

const API = '/desk/api';

export function registerPeople(server: Server, parts: DeskRouteParts): void {
  const { answering, store, desk, sessions, signIn, links, enters, endSession, views, words, newLink, origins } = parts;

  const meOf = async ({ advisor }: Pick<Session, 'advisor'>): Promise<Me> => ({
    me: advisor,
    trust: words.line('deskCase:trust').text,
    opening: await views.opening(),
    feedKey: await store.lastFeedKey(),
    alertsBeyond: parts.alertsBeyond,
    closeReasons: CLOSE_REASONS.map((id) => ({ id, label: words.line(`deskCase:closeReason.${id}`).text })),
  });

  server.post(
    `${API}/enter`,
    answering.enters(async (request, body): Promise<Answer> => {
      signIn.admit(request);
      await enters.consume(sourceOf(request, origins)).catch(() => {
        throw new DeskError('tooMany', { retryAfterSeconds: 60 });
      });
      const who = signIn.enter(request, body);
      const begin = async (): Promise<string> => {
        await desk.saveAdvisor({ ...who, presence: presenceAtSignIn(who.role) });
        return sessions.start(request, who.id);
      };
      const cookie = await stored(begin()).catch((error: unknown) => {
        signIn.giveBack(who);
        throw error;
      });
      const advisor = (await store.advisors()).find(({ id }) => id === who.id);
      if (advisor === undefined) throw new DeskError('notStored');
      return { ...ok(await meOf({ advisor })), headers: { 'Set-Cookie': cookie } };
    }),
  );

  server.post(
    `${API}/leave`,
    answering.writes(async (request, session): Promise<Answer> => {
      const cookie = sessions.endingCookie(request);
      await stored(endSession(session.hash));
      return { status: 204, headers: { 'Set-Cookie': cookie } };
    }, 'enter'),
  );

  server.post(
    `${API}/links`,
    answering.writes((request): Answer => {
      if (links === null || !isThisMachine(request)) throw new DeskError('linkOnlyHere');
      const link: Link = { url: newLink(request) ?? '', minutes: LINK_MINUTES };
      return ok(link);
    }),
  );

  server.get(
    `${API}/me`,
    answering.reads(async (_request, session) => ok(await meOf(session)), 'enter'),
  );

  server.get(
    `${API}/advisors`,
    answering.reads(async () => {
      const all: Advisors = { advisors: [...(await store.advisors())] };
      return ok(all);
    }, 'enter'),
  );

  server.post(
    `${API}/advisors/end-sessions`,
    answering.writes(async (_request, _session, body): Promise<Answer> => {
      const { id } = parsed(endSessionsBodySchema, body);
      const hashes = await store.sessionsOf(id);
      for (const hash of hashes) await stored(endSession(hash));
      const all: Advisors = { advisors: [...(await store.advisors())] };
      return ok(all);
    }, 'endSessions'),
  );

  server.post(
    `${API}/presence`,
    answering.writes(async (_request, { advisor }, body) => {
      const { presence } = parsed(presenceBodySchema, body);
      const { id, name, role } = advisor;
      await stored(desk.saveAdvisor({ id, name, role, presence }));
      const all: Advisors = { advisors: [...(await store.advisors())] };
      return ok(all);
    }),
  );

  server.post(
    `${API}/opening`,
    answering.writes(async (_request, { advisor: { id, name } }, body) => {
      const { closedByHand } = parsed(openingBodySchema, body);
      await stored(desk.setClosedByHand(closedByHand, { id, name }));
      return ok(await views.opening());
    }),
  );
}
