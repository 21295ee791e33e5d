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

const NONE: readonly Cue[] = [];
/** Most sentences have no cue of most kinds. */
const nothing: Near = () => NONE;

/** The place of the first that begins at `from` or after it. */
function firstFrom(cues: readonly Cue[], from: number): number {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? from) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param cues in the order in which they begin, so that a look around a sign costs the same in any sentence. */
const nearIn = (cues: readonly Cue[]): Near =>
  cues.length === 0
    ? nothing
    : (from, upTo) => {
        const [first, end] = [firstFrom(cues, from), firstFrom(cues, upTo)];
        return first < end ? cues.slice(first, end) : NONE;
      };

/** Cues of a kind, but for those that are a part of one of another kind. */
export const createNear = (cues: readonly Cue[]) => {
  const byKind = new Map<keyof Polarity, Cue[]>();
  for (const cue of cues) {
    const kind = byKind.get(cue.owner);
    if (kind === undefined) byKind.set(cue.owner, [cue]);
    else kind.push(cue);
  }
  return (kind: keyof Polarity, unlessIn?: keyof Polarity): Near => {
    const found = byKind.get(kind) ?? NONE;
    const exempt = unlessIn === undefined || found.length === 0 ? NONE : (byKind.get(unlessIn) ?? NONE);
    if (exempt.length === 0) return nearIn(found);
    const around = nearIn(exempt);
    return nearIn(
      found.filter((cue) => !around(cue.start - LONGEST_CUE, cue.end).some((phrase) => overlaps(phrase, cue))),
    );
  };
};
