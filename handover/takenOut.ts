/**
 * What the person took out of their request, with all that tells of it: the desk gets none of it until it is put back.
 * Lines of the request are `who`, `why`, `flags`, `answer:<question>`, `outcome` and `masked`; what was said in the chat
 * knows the lines that it tells of.
 */
import type { CaseFacts, PersonSide } from './case';

/** Lines that a part of the chat tells of. `masked` is told of by single words, not by all that was said. */
const MASKED = 'masked';
/** As the masks write them: "[phone number removed]". */
const REMOVED = /\[[^[\]]* (removed)\]/g;

export interface Request {
  readonly facts: Pick<CaseFacts, 'outcomeAfter' | 'voiceFrom'>;
  readonly person: Pick<PersonSide, 'takenOut'>;
}

export const answerLine = (question: string): string => `answer:${question}`;

export class TakenOut {
  private readonly lines: ReadonlySet<string>;

  constructor({ facts: { outcomeAfter, voiceFrom }, person: { takenOut } }: Request) {
    const lines = new Set(takenOut);
    // What was told because of an answer tells the answer.
    if (outcomeAfter !== null && lines.has(answerLine(outcomeAfter))) lines.add('outcome');
    if (voiceFrom !== null && (lines.has('who') || lines.has(answerLine(voiceFrom))))
      lines.add('who').add(answerLine(voiceFrom));
    this.lines = lines;
  }

  has(line: string): boolean {
    return this.lines.has(line);
  }

  /** Whether something that tells of these lines is left out. */
  hides(about: readonly string[]): boolean {
    return about.some((line) => line !== MASKED && this.lines.has(line));
  }

  /** Without the kinds of what was removed, where the person took them out. */
  words(text: string): string {
    return this.has(MASKED) ? text.replace(REMOVED, '[$1]') : text;
  }

  /** Whether what tells of these lines reads otherwise by the other. */
  differsFrom(other: TakenOut, about: readonly string[]): boolean {
    return (
      this.hides(about) !== other.hides(about) || (about.includes(MASKED) && this.has(MASKED) !== other.has(MASKED))
    );
  }
}
