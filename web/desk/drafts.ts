/** What an advisor is writing, for each case, so that neither another case nor a reload takes it. This tab only. */
export type DraftKind = 'reply' | 'note';

const PREFIX = 'pals-desk-draft';
const memory = new Map<string, string>();
const keyOf = (reference: string, kind: DraftKind): string => `${PREFIX}:${kind}:${reference}`;

export const draft = (reference: string, kind: DraftKind): string => {
  const key = keyOf(reference, kind);
  try {
    return sessionStorage.getItem(key) ?? memory.get(key) ?? '';
  } catch {
    return memory.get(key) ?? '';
  }
};

export const keepDraft = (reference: string, kind: DraftKind, text: string): void => {
  const key = keyOf(reference, kind);
  memory.set(key, text);
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Kept in memory until a reload.
  }
};

/** On signing out: the next person at this computer finds nothing. */
export const forgetDrafts = (): void => {
  memory.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was stored.
  }
};
