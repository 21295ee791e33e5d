import type { SafetyVerdict } from '../understanding/types';

/** Characters in one look, and how many of them the next one sees again, so that no sentence is cut unseen. */
const WINDOW = 10_000;
const OVERLAP = 500;

const rank = (verdict: SafetyVerdict): number =>
  (verdict.tier === null ? 9 : Number(verdict.tier.slice(1))) * 2 + (verdict.certainty === 'certain' ? 0 : 1);

/** Scans text of any length, also text that is too long to be taken; the most urgent finding counts. */
export function scanLongText(scan: (text: string) => SafetyVerdict, text: string): SafetyVerdict {
  let worst = scan(text.slice(0, WINDOW));
  for (let start = WINDOW - OVERLAP; start + OVERLAP < text.length; start += WINDOW - OVERLAP) {
    const next = scan(text.slice(start, start + WINDOW));
    if (rank(next) < rank(worst)) worst = next;
  }
  return worst;
}
