/** Frames in which a sign is spoken of and not suffered: names, papers, stories, and things that are no persons. */
import polarity from '../en/polarity.json';
import lists from '../en/words.json';
import { LONGEST_CUE, type createNear } from './cues';
import type { Found } from './pattern';
import type { ScanWord } from './sentences';

const NOT_IN_NAMES = new Set<string>(polarity.notInNames);
const LINKS = new Set<string>(polarity.frameLinks);
const ARTICLES = new Set(['the', 'a', 'an']);
const FAILS = new Set<string>(polarity.fails);
const PERSONS = new Set<string>(lists.someone);
const OBJECTS = new Set<string>(polarity.objects);
/** Words that say how somebody is, or what happened, and name nothing: "collapsed clinic 3", "suicidal". */
const SAYS_HOW = /(?:ed|al|ous|less)$/u;
/** Other words of a name between the sign and its noun: "suicide prevention week stall". */
const COMPOUND = 2;
/** "The phone is about to die". */
const SUBJECT = 3;
const TOLD_REACH = 9;

export const createFrames = (sentence: readonly ScanWord[], near: ReturnType<typeof createNear>) => {
  const nouns = near('frameNouns');
  const before = near('nameBefore');
  const notNamed = near('notNamed');
  const present = near('presentAnywhere', 'over');
  const things = near('things');
  const exaggerates = near('exaggerates');
  const reports = near('reports');
  const stories = near('stories');

  const wordsFrom = (from: number, upTo: number): readonly ScanWord[] => sentence.slice(Math.max(0, from), upTo);
  const isPlain = (words: readonly ScanWord[]): boolean =>
    words.every(({ word }) => !NOT_IN_NAMES.has(word) && !PERSONS.has(word));
  const isUnbroken = (from: number, upTo: number): boolean =>
    wordsFrom(from, upTo).every(({ afterComma }) => !afterComma);

  const nameAfter = ({ end }: Found<unknown>): boolean =>
    nouns(end, end + COMPOUND + 1).some(
      (noun) =>
        isUnbroken(end, noun.end) && isPlain(wordsFrom(end, noun.start)) && present(end - 2, noun.end + 2).length === 0,
    );
  const nameBefore = ({ start }: Found<unknown>): boolean => {
    const reaches = (end: number): boolean =>
      end <= start &&
      isUnbroken(end, start + 1) &&
      start - end <= COMPOUND &&
      isPlain(wordsFrom(end, start).filter(({ word }) => !ARTICLES.has(word)));
    return (
      before(start - LONGEST_CUE, start).some(({ end }) => reaches(end)) ||
      nouns(start - LONGEST_CUE, start).some(({ end }) => LINKS.has(sentence[end]?.word ?? '') && reaches(end + 1))
    );
  };

  const hasNames = nouns(0, sentence.length).length > 0 || before(0, sentence.length).length > 0;

  return {
    /** "The stroke clinic", "a leaflet about suicide". */
    isName: (found: Found<unknown>): boolean =>
      hasNames &&
      isPlain(wordsFrom(found.start, found.end)) &&
      !SAYS_HOW.test(sentence[found.end - 1]?.word ?? '') &&
      notNamed(found.start - LONGEST_CUE, found.end).every(({ end }) => end <= found.start) &&
      (nameAfter(found) || nameBefore(found)),
    /** "My phone is dying", "collapsed the computer". */
    isThing: ({ start, end }: Found<unknown>): boolean =>
      wordsFrom(start, end).some(({ word }) => FAILS.has(word)) &&
      (things(start, end).length > 0 || !wordsFrom(start, end).some(({ word }) => PERSONS.has(word))) &&
      (things(start - SUBJECT - 1, end).some((thing) => start - thing.end < SUBJECT && isUnbroken(thing.end, end)) ||
        (OBJECTS.has(sentence[end]?.word ?? '') &&
          things(end + 1, end + SUBJECT).some((thing) => isUnbroken(end, thing.end)))),
    /** "Nearly choked when I saw the bill". */
    isExaggerated: ({ start, end }: Found<unknown>): boolean =>
      exaggerates(start - COMPOUND - 1, start).length > 0 &&
      sentence[end]?.word === 'when' &&
      things(end, end + TOLD_REACH).length > 0,
    /** "The leaflet says …", "in a novel …". */
    isTold: ({ start, end }: Found<unknown>): boolean =>
      reports(start - TOLD_REACH, start).length > 0 || stories(start - TOLD_REACH, end + TOLD_REACH).length > 0,
  };
};
