import type { SafetyVerdict } from '../understanding/types';

/** Characters in one look, and how many of them the next one sees again, so that no sentence is cut unseen. */
const WINDOW = 10_000;
const OVERLAP = 500;

/** What is slight has no card, so it hides none of another part of the text. */
const LESS_SURE = { certain: 0, possible: 1, slight: 10, none: 20 } as const;
const rank = ({ tier, certainty }: SafetyVerdict): number => 2 * Number(tier?.slice(1) ?? 0) + LESS_SURE[certainty];

/** Scans text of any length, also text that is too long to be taken; the most urgent finding counts. */
export function scanLongText(scan: (text: string) => SafetyVerdict, text: string): SafetyVerdict {
  let worst = scan(text.slice(0, WINDOW));
  for (let start = WINDOW - OVERLAP; start + OVERLAP < text.length; start += WINDOW - OVERLAP) {
    const next = scan(text.slice(start, start + WINDOW));
    if (rank(next) < rank(worst)) worst = next;
  }
  return worst;
}
