/** The calls of Direct Line 3.0 that the page makes, to its own origin. */
import type { Action, Screen } from '../../dialogs/engine/screen';
import { ask, NoAnswer } from './ask';
import {
  parseActivitySet,
  parseConversation,
  parsePosted,
  parseProblem,
  type WireActivity,
  type WireConversation,
} from './wire';

const BASE = '/v3/directline';

/** The server answered, and said no. */
export class Refused extends Error {
  readonly code: string;
  constructor(
    readonly status: number,
    problem: { code: string; screens: readonly Screen[] },
    /** Seconds, where the server names them. */
    readonly retryAfter: number | null,
  ) {
    super(`The server answered ${status} (${problem.code}).`);
    this.code = problem.code;
    this.screens = problem.screens;
  }
  /** Shown at once: such as the emergency card when a message could not be stored. */
  readonly screens: readonly Screen[];
}

/** The chat is not there any more, or not for this tab. */
export const isGone = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 401 || error.status === 403 || error.status === 404);

export const mayHaveExpired = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 401 || error.status === 403);

export interface Outgoing {
  /** The same in every attempt, so that the message is stored once. */
  readonly clientId: string;
  readonly text: string;
  readonly action: Action | null;
  /** Kinds of personal information that are no longer in `text`. */
  readonly removed: readonly string[];
  /** What a button says, or what has been looked through for personal information: only that is kept in the browser. */
  readonly isMasked: boolean;
}

const call = async (method: string, path: string, token: string | null, body?: unknown): Promise<unknown> => {
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  const answer = await ask(method, BASE + path, headers, body);
  const seconds = Number(answer.headers.get('Retry-After'));
  if (answer.status >= 400) throw new Refused(answer.status, parseProblem(answer.body), seconds > 0 ? seconds : null);
  return answer.body;
};

const known = <T>(value: T | null): T => {
  if (value === null) throw new NoAnswer('unreadable');
  return value;
};

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const directLine = {
  generate: async (): Promise<WireConversation> =>
    known(parseConversation(await call('POST', '/tokens/generate', null))),
  refresh: async (token: string): Promise<WireConversation> =>
    known(parseConversation(await call('POST', '/tokens/refresh', token))),
  start: async (token: string): Promise<WireConversation> =>
    known(parseConversation(await call('POST', '/conversations', token))),
  reconnect: async (id: string, token: string, watermark: string): Promise<WireConversation> =>
    known(parseConversation(await call('GET', `${at(id)}?watermark=${watermark}`, token))),
  read: async (id: string, token: string, watermark: string): Promise<readonly WireActivity[]> =>
    known(parseActivitySet(await call('GET', `${at(id)}/activities?watermark=${watermark}`, token))),
  /** Resolves with the activity's id once the server has stored it. */
  post: async (id: string, token: string, { clientId, text, action, removed }: Outgoing): Promise<string> => {
    const activity = {
      type: 'message',
      text,
      ...(action === null ? {} : { value: action }),
      channelData: { clientActivityID: clientId, ...(removed.length === 0 ? {} : { palsRemoved: removed }) },
    };
    return known(parsePosted(await call('POST', `${at(id)}/activities`, token, activity))).id;
  },
  /** The person is writing: told to whoever is at the desk, and kept nowhere. */
  typing: async (id: string, token: string): Promise<void> => {
    await call('POST', `${at(id)}/activities`, token, { type: 'typing' });
  },
  /** The chat of a return code. @throws Refused 404 for every wrong code, 429 after too many. */
  comeBack: async (code: string): Promise<WireConversation> =>
    known(parseConversation(await call('POST', '/return', null, { code }))),
  remove: async (id: string, token: string): Promise<void> => {
    await call('DELETE', at(id), token);
  },
  /** Sent even while the page is being left. */
  removeOnLeaving: (id: string, token: string): void => {
    void fetch(BASE + at(id), {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${token}` },
      keepalive: true,
    }).catch(() => undefined);
  },
};
