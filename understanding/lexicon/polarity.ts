/** Whether a sign that was found is said of now, or is denied, past, imagined, or only the name of a topic. */
import type { Found } from './pattern';
import type { Polarity } from './rule';
import type { ScanWord } from './sentences';

type Cue = Found<keyof Polarity>;
interface Span {
  readonly start: number;
  readonly end: number;
}

const NEGATION_REACH = 6;
const LONG_REACH = 9;
/** "Last year" and "now" count for a sign within so many words, as many people write without any stop. */
const TIME_REACH = 12;
const LONGEST_CUE = 6;

const overlaps = (left: Span, right: Span): boolean => left.start < right.end && right.start < left.end;

/** The cues of one kind by their first word, so that a look around a sign costs the same in any sentence. */
const byStart = (cues: readonly Cue[]): ((from: number, upTo: number) => readonly Cue[]) => {
  const at = new Map<number, Cue[]>();
  for (const cue of cues) at.set(cue.start, [...(at.get(cue.start) ?? []), cue]);
  return (from, upTo) => {
    const found: Cue[] = [];
    for (let start = Math.max(0, from); at.size > 0 && start < upTo; start += 1) found.push(...(at.get(start) ?? []));
    return found;
  };
};

/** The cues of one sentence, read for each sign that stands in it. */
export const createPolarity = (sentence: readonly ScanWord[], cues: readonly Cue[]) => {
  const near = (kind: keyof Polarity, unlessIn?: keyof Polarity): ((from: number, upTo: number) => readonly Cue[]) => {
    const exempt = byStart(unlessIn === undefined ? [] : cues.filter(({ owner }) => owner === unlessIn));
    return byStart(
      cues.filter(
        (cue) =>
          cue.owner === kind && !exempt(cue.start - LONGEST_CUE, cue.end).some((phrase) => overlaps(phrase, cue)),
      ),
    );
  };
  const idioms = near('idioms');
  const negators = near('negators', 'notNegation');
  const longNegators = near('longNegators');
  const newThoughts = near('newThought');
  const turns = near('turns');
  const hypothetical = near('hypotheticalBefore', 'notHypothetical');
  const pastBefore = near('pastBefore', 'notPast');
  const pastAnywhere = near('pastAnywhere');
  const presentAnywhere = near('presentAnywhere');
  const topicBefore = near('topicBefore');
  const topicAfter = near('topicAfter');

  /** "No pain, bleeding or fever" denies all three; any other comma ends a denial. */
  const listGoesOn = (end: number): boolean => /^(?:or|nor)$/u.test(sentence[end]?.word ?? '');
  const commaBetween = (from: number, upTo: number): boolean =>
    sentence.slice(from + 1, upTo + 1).some(({ afterComma }) => afterComma);
  /** Cues that end before the sign and reach it without a comma between. */
  const reaches = (cue: Cue, start: number, reach: number): boolean =>
    cue.end <= start &&
    start - cue.end < reach &&
    !commaBetween(cue.end - 1, start) &&
    turns(cue.end, start).length === 0;

  const inBetween = (cue: Cue, between: readonly number[]): boolean =>
    between.some((at) => cue.start <= at && at < cue.end);

  const denied = ({ start, end, between }: Found<unknown>): boolean => {
    const nearest = negators(start - NEGATION_REACH - LONGEST_CUE, end).some((cue) => {
      if (inBetween(cue, between)) return true;
      if (cue.end > start || start - cue.end >= NEGATION_REACH) return false;
      if (commaBetween(cue.end - 1, start) && !listGoesOn(end)) return false;
      return newThoughts(cue.end, start).length === 0;
    });
    return (
      nearest || longNegators(start - LONG_REACH - LONGEST_CUE, start).some((cue) => reaches(cue, start, LONG_REACH))
    );
  };

  const past = ({ start, end, between }: Found<unknown>): boolean => {
    if (presentAnywhere(start - TIME_REACH, end + TIME_REACH).length > 0) return false;
    return (
      pastAnywhere(start - TIME_REACH, end + TIME_REACH).length > 0 ||
      pastBefore(start - LONGEST_CUE, end).some(
        (cue) => (cue.end <= start && start - cue.end <= 1) || inBetween(cue, between),
      )
    );
  };

  const imagined = ({ start }: Found<unknown>): boolean =>
    hypothetical(start - LONG_REACH - LONGEST_CUE, start).some((cue) => reaches(cue, start, LONG_REACH));

  const topic = ({ start, end }: Found<unknown>): boolean =>
    topicBefore(start - LONGEST_CUE, start).some((cue) => cue.end <= start && start - cue.end <= 1) ||
    (sentence[end]?.afterComma === false && topicAfter(end, end + 1).length > 0);

  return {
    isIdiom: (found: Found<unknown>): boolean =>
      idioms(found.start - LONGEST_CUE, found.end).some((idiom) => overlaps(idiom, found)),
    lowered: (found: Found<unknown>, pastCounts: boolean): boolean =>
      denied(found) || imagined(found) || topic(found) || (!pastCounts && past(found)),
  };
};
