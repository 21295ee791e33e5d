/** Every word that a person sees, by id. One object for each language, made once at the start. */
import { MissingWord } from './errors';
import { clockInWords, dayFormat, type Moment } from './hours';
import { languageOf } from './languages';
import { createLookup } from './lookup';
import { isReleased, type Release } from './release';
import { signpostPart, type Line, type SignpostPart } from './signposts';
import type { TrustValues } from './trustValues';
import { flatten, type Voice } from './wordFiles';

export type { Contact, Line, SignpostPart } from './signposts';
export type { Moment } from './hours';
export type { Voice } from './wordFiles';

export interface Words {
  /** BCP 47, such as `en`. */
  readonly language: string;
  /**
   * `<namespace>:<path>`, such as `patient:where.ask`. The Trust's values (`palsPhone`, `trustName` ...) are always known.
   * @throws MissingWord when there is no such id; MissingValue when a placeholder has no value.
   */
  line(id: string, voice?: Voice, values?: Readonly<Record<string, string>>): Line;
  /** Whether there is such a line, for this voice or for all. */
  has(id: string, voice?: Voice): boolean;
  /**
   * A unit of the Trust's page by `S03` or `page:S03`: its exact text, or the plain text where the Trust profile asks for
   * it and it is released.
   */
  unit(id: string): Line;
  /** Null when the Trust profile has not switched the item on, or has nothing to say in it. @throws MissingWord */
  signpost(id: string, voice?: Voice): SignpostPart | null;
  /** A local date and time as values for a line: `{ time: '9am', day: 'Monday 23 November' }`. */
  moment(at: Moment): { readonly time: string; readonly day: string };
  /** A local time alone: `24:00` as `midnight`. */
  clock(time: string): string;
}

/** `release` is needed only for plain page text: without it the page's exact text is said. */
export function createWords(options: { language: string; trust: TrustValues; release?: Release }): Words {
  const { language, trust, release } = options;
  const { files, dates } = languageOf(language);
  const strings = flatten(files);
  const dayInWords = dayFormat(dates);
  const lookup = createLookup({ language, files, strings, always: trust.texts });
  const lines = new Map<string, Line>();
  const signposts = new Map<string, SignpostPart | null>();

  /** What does not change from turn to turn is made once. */
  const once = <T>(made: Map<string, T>, key: string, make: () => T): T => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make();
    made.set(key, value);
    return value;
  };

  const words: Words = {
    language,
    line: (id, voice, values) =>
      values === undefined
        ? once(lines, `${voice ?? ''} ${id}`, () => withUnit(id, lookup(id, voice)))
        : withUnit(id, lookup(id, voice, values)),
    has: (id, voice) => strings.has(id) || (voice !== undefined && strings.has(`${id}_${voice}`)),
    unit: (id) =>
      once(lines, `unit ${id}`, () => {
        const unit = id.replace(/^page:/, '');
        const plain = `page:${unit}.plain`;
        const asPlain = trust.pageText === 'plain' && release !== undefined && isReleased(release, plain, strings);
        return { id: `page:${unit}`, text: lookup(asPlain ? plain : `page:${unit}.exact`), unit };
      }),
    signpost: (id, voice) =>
      once(signposts, `${voice ?? ''} ${id}`, () => {
        const tree = files.signposting ?? {};
        if (tree[id] === undefined) throw new MissingWord(`signposting:${id}`, language);
        return signpostPart({ id, voice, tree, lookup, trust, dates });
      }),
    moment: ({ date, time }) => ({ time: clockInWords(time, lookup), day: dayInWords(date) }),
    clock: (time) => clockInWords(time, lookup),
  };
  return words;
}

/** A key that ends in a page unit's id (`askCard:S06`) is that unit's text in other words. */
function withUnit(id: string, text: string): Line {
  const unit = /[:.](S\d\d)$/.exec(id)?.[1];
  return unit === undefined ? { id, text } : { id, text, unit };
}
