/** Masks, and looks at what is left once more: what is found then had been missed, is removed too, and is told. */
import type { Masked } from '../understanding/types';

export const surelyMasked =
  (mask: (text: string) => Masked, onMissed: () => void) =>
  (text: string): Masked => {
    const first = mask(text);
    if (first.removed.length === 0) return first;
    const second = mask(first.text);
    if (second.removed.length === 0) return first;
    onMissed();
    return { text: second.text, removed: [...new Set([...first.removed, ...second.removed])] };
  };
