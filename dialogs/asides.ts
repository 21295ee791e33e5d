/** What is said beside the open question, which stays open. */
import type { DialogContext } from 'botbuilder-dialogs';
import type { Noted } from '../understanding/readMessage';
import { topicOf } from '../understanding/meaning/topics';
import type { PersonalKind, SafetyTier, SafetyVerdict } from '../understanding/types';
import { answerLine } from '../handover/takenOut';
import { show } from './moves';
import type { Screens } from './screens';
import { isSilent, Turn } from './turn';

export class Asides {
  constructor(private readonly screens: Screens) {}

  /** The same question again, under a line that says why. */
  async again(dialog: DialogContext, line: string, { whole = false } = {}): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.before.push(this.screens.line(line, turn.journey.voice));
    turn.resumed = !whole;
    await show(dialog);
  }

  /** Rephrased; the second time with a person on offer; from the third time the offer comes first. */
  async notUnderstood(dialog: DialogContext): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (isWithPals(turn)) return await this.again(dialog, 'handover:noted');
    const misses = turn.journey.misses + 1;
    turn.journey = { ...turn.journey, misses };
    turn.offerPerson = misses === 1 ? 'no' : misses === 2 ? 'last' : 'first';
    if (misses === 2) turn.before.push(this.screens.line('bot:notUnderstood.again'));
    const line = misses === 1 ? 'again' : misses === 2 ? 'person' : 'personFirst';
    await this.again(dialog, `bot:notUnderstood.${line}`);
  }

  /** The numbers in one line, before all else: nothing is asked, and the message does what it would do. */
  tellSlight(turn: Turn, verdict: SafetyVerdict, slight: SafetyTier | null): void {
    if (slight === null) return;
    turn.raiseFound(verdict);
    turn.before.unshift(this.screens.line(`bot:slight.${slight}`, turn.journey.voice));
  }

  /** Buttons that may have been meant stand first. */
  async didYouMean(dialog: DialogContext, ids: readonly string[]): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.journey = { ...turn.journey, meant: [...ids] };
    const labels = this.screens.choices(turn.journey).slice(0, ids.length);
    const [only, ...others] = labels;
    if (only === undefined) return await this.notUnderstood(dialog);
    turn.before.push(
      others.length === 0
        ? this.screens.line('bot:didYouMean.one', turn.journey.voice, { label: only.label })
        : this.screens.line('bot:didYouMean.some', turn.journey.voice),
    );
    turn.resumed = true;
    await show(dialog);
  }

  /** Answers that were given before they were asked for are kept for their questions, and said back. */
  note(turn: Turn, noted: readonly Noted[]): void {
    if (noted.length === 0) return;
    const kept = Object.fromEntries(noted.map(({ question, answer }) => [question, answer]));
    turn.journey = { ...turn.journey, kept: { ...turn.journey.kept, ...kept } };
    const said = new Map(noted.map((one) => [topicOf(one.question), one]));
    turn.before.push(
      this.screens.line('bot:noted.these', turn.journey.voice),
      { kind: 'list', items: [...said.values()].map((one) => this.screens.answered(one, turn.journey.voice)) },
      this.screens.line('bot:noted.change', turn.journey.voice),
    );
    turn.hasNoted = true;
    turn.tellsOf(...noted.map(({ question }) => answerLine(question)));
  }

  tellRemoved(turn: Turn, removed: readonly PersonalKind[]): void {
    const seen = new Set([...turn.journey.maskedKinds, ...removed]);
    turn.journey = { ...turn.journey, maskedKinds: [...seen] };
    const kinds = removed.map((kind) => this.screens.lineOf(`bot:personalInfo.${kind}`).text).join(', ');
    turn.before.push(
      this.screens.line('bot:personalInfo.removed', turn.journey.voice),
      this.screens.line('bot:personalInfo.kinds', null, { kinds }),
    );
  }
}

/** PALS has the person's request: what they write is for PALS. */
export const isWithPals = ({ request }: Turn): boolean => request !== null && !isSilent(request);
