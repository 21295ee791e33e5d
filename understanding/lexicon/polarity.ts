/** Whether a sign that was found is said of now, or is denied, past, imagined, or only the name of a topic. */
import { createNear, type Cue, LONGEST_CUE, overlaps } from './cues';
import { createFrames } from './frames';
import type { Found } from './pattern';
import type { ScanWord } from './sentences';

const NEGATION_REACH = 6;
const LONG_REACH = 9;
/** "Last year" and "now" count for a sign within so many words, as many people write without any stop. */
const TIME_REACH = 12;
/** The cues of one sentence, read for each sign that stands in it. */
export const createPolarity = (sentence: readonly ScanWord[], cues: readonly Cue[]) => {
  const near = createNear(cues);
  const idioms = near('idioms');
  const negators = near('negators', 'notNegation');
  const longNegators = near('longNegators');
  const newThoughts = near('newThought');
  const turns = near('turns');
  const hypothetical = near('hypotheticalBefore', 'notHypothetical');
  const pastBefore = near('pastBefore', 'notPast');
  const pastAnywhere = near('pastAnywhere');
  const presentAnywhere = near('presentAnywhere', 'over');
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

  const { isName, isThing, isTold, isExaggerated } = createFrames(sentence, near);
  const over = near('over');

  return {
    /** It means something else, or is a part of a name: nobody suffers it. */
    isIdiom: (found: Found<unknown>): boolean =>
      idioms(found.start - LONGEST_CUE, found.end).some((idiom) => overlaps(idiom, found)) ||
      isName(found) ||
      isExaggerated(found),
    isThing,
    lowered: (found: Found<unknown>, pastCounts: boolean): boolean =>
      denied(found) || imagined(found) || topic(found) || (!pastCounts && past(found)),
    /** Told of a paper, a story or a time that is over. */
    isTold: (found: Found<unknown>): boolean => isTold(found) || (over(0, sentence.length).length > 0 && past(found)),
  };
};
