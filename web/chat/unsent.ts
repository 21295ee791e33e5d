/**
 * What still waits to be sent, for a reload, and for a phone that has thrown the page out of its memory: in this tab's session
 * storage, and only what a button says or what personal information has been taken out of.
 */
import type { Outgoing } from './directLine';
import * as is from './guard';
import { parseAction } from './wire';

const KEY = 'pals-unsent';
const schema = is.array(
  is.object({ clientId: is.string, text: is.string, action: is.anything, removed: is.array(is.string) }),
);

export const readUnsent = (): readonly Outgoing[] => {
  try {
    const found = is.read(schema, JSON.parse(sessionStorage.getItem(KEY) ?? '[]')) ?? [];
    return found.map((one) => ({ ...one, action: parseAction(one.action), isMasked: true }));
  } catch {
    return [];
  }
};

export const writeUnsent = (messages: readonly Outgoing[]): void => {
  const kept = messages.filter(({ isMasked }) => isMasked);
  try {
    if (kept.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Blocked or full: the page says "Not sent yet" all the same.
  }
};
