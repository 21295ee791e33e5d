/** What stands in a sentence of a message, looked for once: masking leaves most of a message's sentences as they are. */
import { lately } from '../lately';
import type { Reading } from '../reading';
import { lexicon, type Sign } from './lexicon';
import type { Found, Patterns } from './pattern';
import type { Polarity } from './rule';
import type { ScanWord } from './sentences';

class Standing<Owner> {
  readonly #known = new Map<string, readonly Found<Owner>[]>();

  constructor(private readonly patterns: Patterns<Owner>) {}

  in(sentence: readonly ScanWord[]): readonly Found<Owner>[] {
    const words = sentence.map(({ word }) => word).join(' ');
    const found = this.#known.get(words) ?? this.patterns.findAll(sentence);
    this.#known.set(words, found);
    return found;
  }
}

interface InMessage {
  readonly signs: Standing<Sign>;
  readonly cues: Standing<keyof Polarity>;
}
const standing = lately((_message: object): InMessage => {
  const { signs, cues } = lexicon();
  return { signs: new Standing(signs), cues: new Standing(cues) };
});

export const standingIn = ({ message }: Reading): InMessage => standing(message);
