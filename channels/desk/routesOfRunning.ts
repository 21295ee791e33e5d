/** For those who run the service: turning the assistant off, and all that is kept of one case. */
import type { Server } from 'restify';
import type { MainSwitch } from '../../turns/mainSwitch';
import { ok, type Answer } from '../http/answer';
import { parsed, readReference, stored } from './context';
import { DeskError } from './errors';
import { recordOf } from './record';
import type { DeskRouteParts } from './routes';
import type { Session } from './signIn/sessions';
import { recordBodySchema, switchBodySchema, type Erased } from './wire';

const API = '/desk/api';

export interface RunningParts extends Pick<DeskRouteParts, 'answering' | 'store' | 'views'> {
  readonly mainSwitch: MainSwitch;
  readonly log: { info(facts: Readonly<Record<string, string | number | boolean>>, what: string): void };
}

export function registerRunning(server: Server, { answering, store, views, mainSwitch, log }: RunningParts): void {
  const who = ({ advisor: { id, name } }: Session) => ({ id, name });
  const caseOf = async (body: unknown) => {
    const reference = readReference(parsed(recordBodySchema, body).reference);
    const found = reference === null ? null : await store.case(reference);
    if (found === null) throw new DeskError('caseNotFound');
    return found;
  };

  server.post(
    `${API}/switch`,
    answering.writes(async (_request, session, body) => {
      const { isOff } = parsed(switchBodySchema, body);
      if (!isOff && mainSwitch.isKeptOff) throw new DeskError('keptOff');
      await stored(mainSwitch.turn(isOff, who(session)));
      log.info({ isOff, by: session.advisor.id }, 'the assistant was turned off or on');
      return ok(await views.opening());
    }, 'turnOff'),
  );

  server.post(
    `${API}/records/export`,
    answering.writes(async (_request, session, body): Promise<Answer> => {
      const one = await caseOf(body);
      log.info({ reference: one.reference, by: session.advisor.id }, 'the record of a case was given out');
      const headers = { 'Content-Disposition': `attachment; filename="${one.reference}.json"` };
      return { status: 200, json: JSON.stringify(await recordOf(one, store), null, 2), headers };
    }, 'manageRecords'),
  );

  server.post(
    `${API}/records/erase`,
    answering.writes(async (_request, session, body) => {
      const { reference } = await caseOf(body);
      const removed = await stored(store.eraseCase(reference, who(session)));
      if (removed === null) throw new DeskError('caseOpen');
      log.info({ ...removed, by: session.advisor.id }, 'the record of a case was erased');
      const answer: Erased = { chats: removed.chats, cases: removed.cases };
      return ok(answer);
    }, 'manageRecords'),
  );
}
