/** The cues of one sentence, found where they are looked for. */
import type { Found } from './pattern';
import type { Polarity } from './rule';

export type Cue = Found<keyof Polarity>;
/** Cues of one kind that begin at `from` or after it, and before `upTo`. */
export type Near = (from: number, upTo: number) => readonly Cue[];

/** Words in the longest cue. */
export const LONGEST_CUE = 6;

interface Span {
  readonly start: number;
  readonly end: number;
}
export const overlaps = (left: Span, right: Span): boolean => left.start < right.end && right.start < left.end;

/** By their first word, so that a look around a sign costs the same in any sentence. */
const byStart = (cues: readonly Cue[]): Near => {
  const at = new Map<number, Cue[]>();
  for (const cue of cues) at.set(cue.start, [...(at.get(cue.start) ?? []), cue]);
  return (from, upTo) => {
    const found: Cue[] = [];
    for (let start = Math.max(0, from); at.size > 0 && start < upTo; start += 1) found.push(...(at.get(start) ?? []));
    return found;
  };
};

/** Cues of a kind, but for those that are a part of one of another kind. */
export const createNear =
  (cues: readonly Cue[]) =>
  (kind: keyof Polarity, unlessIn?: keyof Polarity): Near => {
    const exempt = byStart(unlessIn === undefined ? [] : cues.filter(({ owner }) => owner === unlessIn));
    return byStart(
      cues.filter(
        (cue) =>
          cue.owner === kind && !exempt(cue.start - LONGEST_CUE, cue.end).some((phrase) => overlaps(phrase, cue)),
      ),
    );
  };
