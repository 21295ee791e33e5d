/** Where a reload finds the chat again: this tab's session storage, or memory where storage is blocked. No cookie. */
import * as z from 'zod/mini';

const KEY = 'pals-chat';
const schema = z.object({ conversationId: z.string(), token: z.string() });
export type Session = z.infer<typeof schema>;

let kept: Session | null = null;

export const readSession = (): Session | null => {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text === null) return kept;
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
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
