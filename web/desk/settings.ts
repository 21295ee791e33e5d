/** What an advisor has switched on in this browser; in memory where storage is blocked. */
const KEY = 'pals-desk-settings';
const OFF_AT_FIRST = { sound: false, notifications: false, shortcuts: true };
export type Setting = keyof typeof OFF_AT_FIRST;

let kept: Record<Setting, boolean> | null = null;

const load = (): Record<Setting, boolean> => {
  const found = { ...OFF_AT_FIRST };
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof read === 'object' && read !== null)
      for (const [name, value] of Object.entries(read))
        if (name in found && typeof value === 'boolean') Object.assign(found, { [name]: value });
  } catch {
    // Blocked or spoilt: as at first.
  }
  return found;
};

export const setting = (name: Setting): boolean => (kept ??= load())[name];

export const setSetting = (name: Setting, value: boolean): void => {
  kept = { ...(kept ?? load()), [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Until the page is closed, then.
  }
};
