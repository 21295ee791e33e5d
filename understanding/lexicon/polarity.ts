/** Whether a sign that was found is said of now, or is denied, past, imagined, or only the name of a topic. */
import type { Found } from './pattern';
import type { Polarity } from './rule';
import type { ScanWord } from './sentences';

type Cue = Found<keyof Polarity>;

const NEGATION_REACH = 6;
const LONG_REACH = 9;

const covers = (cue: Cue, at: number): boolean => cue.start <= at && at < cue.end;
const overlaps = (left: { start: number; end: number }, right: { start: number; end: number }): boolean =>
  left.start < right.end && right.start < left.end;

/** The cues of one sentence, by kind. */
export const createPolarity = (sentence: readonly ScanWord[], cues: readonly Cue[]) => {
  const of = (kind: keyof Polarity): readonly Cue[] => cues.filter(({ owner }) => owner === kind);
  const idioms = of('idioms');
  const exempt = of('notNegation');
  const negators = of('negators').filter((cue) => !exempt.some((phrase) => overlaps(phrase, cue)));
  const longNegators = of('longNegators');
  const newThoughts = of('newThought');
  const notHypothetical = of('notHypothetical');
  const hypothetical = of('hypotheticalBefore').filter((cue) => !notHypothetical.some((one) => overlaps(one, cue)));
  const pastBefore = of('pastBefore');
  const isPast = of('pastAnywhere').length > 0;
  const isPresent = of('presentAnywhere').length > 0;
  const topicBefore = of('topicBefore');
  const topicAfter = of('topicAfter');

  /** "No pain, bleeding or fever" denies all three; any other comma ends a denial. */
  const listGoesOn = (end: number): boolean => /^(?:or|nor)$/u.test(sentence[end]?.word ?? '');
  const commaBetween = (from: number, upTo: number): boolean =>
    sentence.slice(from + 1, upTo + 1).some(({ afterComma }) => afterComma);

  const denied = ({ start, end, between }: Found<unknown>): boolean => {
    const nearest = negators.some((cue) => {
      if (between.some((at) => covers(cue, at))) return true;
      const from = cue.end - 1;
      if (cue.end > start || start - cue.end >= NEGATION_REACH) return false;
      if (commaBetween(from, start) && !listGoesOn(end)) return false;
      return !newThoughts.some((thought) => thought.start > from && thought.end <= start);
    });
    return (
      nearest ||
      longNegators.some((cue) => cue.end <= start && start - cue.end < LONG_REACH && !commaBetween(cue.end - 1, start))
    );
  };

  const past = ({ start, between }: Found<unknown>): boolean =>
    !isPresent &&
    (isPast ||
      pastBefore.some((cue) => (cue.end <= start && start - cue.end <= 1) || between.some((at) => covers(cue, at))));

  const imagined = ({ start }: Found<unknown>): boolean =>
    hypothetical.some((cue) => cue.end <= start && start - cue.end < LONG_REACH && !commaBetween(cue.end - 1, start));

  const topic = ({ start, end }: Found<unknown>): boolean =>
    topicBefore.some((cue) => cue.end <= start && start - cue.end <= 1) ||
    topicAfter.some((cue) => cue.start === end && sentence[end]?.afterComma === false);

  return {
    isIdiom: (found: Found<unknown>): boolean => idioms.some((idiom) => overlaps(idiom, found)),
    lowered: (found: Found<unknown>, pastCounts: boolean): boolean =>
      denied(found) || imagined(found) || topic(found) || (!pastCounts && past(found)),
  };
};
