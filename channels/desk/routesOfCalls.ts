/** The questions by phone: begin or go on, read, enter, and give a new caller the return code. */
import type { Server } from 'restify';
import type { Store } from '../../storage/port';
import { ok } from '../http/answer';
import { type Answering } from './answer';
import type { Calls } from './calls';
import { caseIn, parsed, placeIn } from './context';
import { callBodySchema, entryBodySchema } from './wire';

const CALLS = '/desk/api/calls';

export function registerCalls(
  server: Server,
  { answering, store, calls }: { readonly answering: Answering; readonly store: Store; readonly calls: Calls },
): void {
  server.post(
    CALLS,
    answering.writes(async (_request, session, body) => {
      const { reference } = parsed(callBodySchema, body);
      return ok(await (reference === undefined ? calls.begin(session) : calls.goOn(session, reference)));
    }),
  );
  server.get(
    `${CALLS}/:ref`,
    answering.reads(async (request, session) => ({
      status: 200,
      json: await calls.read(session, await caseIn(request, store), placeIn(request)),
    })),
  );
  server.post(
    `${CALLS}/:ref/entries`,
    answering.writes(async (request, session, body) => {
      await calls.enter(session, await caseIn(request, store), parsed(entryBodySchema, body));
      return { status: 204 };
    }),
  );
  server.post(
    `${CALLS}/:ref/code`,
    answering.writes(async (request, session) => ok(await calls.code(session, await caseIn(request, store)))),
  );
}
