/** Where the words of a text begin, so that an expression is tried only where it can fit. */

const isFigure = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isPlainLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

/** Most texts have none of most words. */
const NONE: readonly number[] = [];

/** A word here is a run of letters and figures: nothing else belongs to it. */
export class Places {
  readonly #byWord = new Map<string, number[]>();
  /** Where words of a single letter stand. */
  readonly letters: number[] = [];
  /** Where words begin with a figure. */
  readonly figures: number[] = [];
  /** Where words begin with a letter and hold a figure, or one comes right after, or after a space or dash. */
  readonly figured: number[] = [];
  /** Characters of all words that hold a figure. */
  figuredLength = 0;

  constructor(readonly text: string) {
    const lower = text.toLowerCase();
    // A letter that is longer in small is none of the alphabet of our cues.
    if (lower.length === text.length) this.#read(lower);
    else this.#read(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  }

  /** Places of these words, in order. */
  of(words: Iterable<string>): readonly number[] {
    let found: readonly number[] = NONE;
    for (const word of words) {
      const places = this.#byWord.get(word);
      if (places !== undefined) found = found === NONE ? places : [...found, ...places].sort((a, b) => a - b);
    }
    return found;
  }

  /** How often these words stand in it. */
  count(words: Iterable<string>): number {
    let count = 0;
    for (const word of words) count += this.#byWord.get(word)?.length ?? 0;
    return count;
  }

  #read(lower: string): void {
    for (let at = 0; at < lower.length;) {
      let end = at;
      let figure = -1;
      for (let code = lower.charCodeAt(end); end < lower.length; code = lower.charCodeAt(end)) {
        if (isFigure(code)) {
          if (figure < 0) figure = end;
        } else if (!isPlainLetter(code)) {
          const length = code > 0x7f ? otherLength(lower, end) : 0;
          if (length === 0) break;
          end += length - 1;
        }
        end += 1;
      }
      if (end === at) {
        at += 1;
        continue;
      }
      this.#add(lower, at, end, figure);
      at = end;
    }
  }

  #add(lower: string, at: number, end: number, figure: number): void {
    const word = lower.slice(at, end);
    const places = this.#byWord.get(word);
    if (places === undefined) this.#byWord.set(word, [at]);
    else places.push(at);
    if (figure >= 0) this.figuredLength += end - at;
    if (figure === at) this.figures.push(at);
    else {
      const next = lower.charCodeAt(end);
      const isSpaced = next === 0x20 || next === 0x2d;
      if (figure >= 0 || isFigure(isSpaced ? lower.charCodeAt(end + 1) : next)) this.figured.push(at);
      if (end === at + 1) this.letters.push(at);
    }
  }
}

/** Units of a letter or figure beyond the alphabet; 0 for any other character. */
function otherLength(text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{L}\p{N}]/u.test(character) ? character.length : 0;
}
