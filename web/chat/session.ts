/** Where a reload finds the chat again: this tab's session storage, or memory where storage is blocked. No cookie. */
import * as is from './guard';

const KEY = 'pals-chat';
const schema = is.object({ conversationId: is.string, token: is.string });
export type Session = is.Guarded<typeof schema>;

let kept: Session | null = null;

export const readSession = (): Session | null => {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text === null) return kept;
    return is.read(schema, JSON.parse(text));
  } catch {
    return kept;
  }
};

export const writeSession = (session: Session | null): void => {
  kept = session;
  try {
    if (session === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Blocked storage: a reload then starts a new chat, and nothing else is lost.
  }
};
