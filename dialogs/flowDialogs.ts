/** Every question and outcome as a waterfall of two steps: ask or say, then route. */
import { NullTelemetryClient } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { Dialog, DialogSet, WaterfallDialog } from './botFramework';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { Journey } from './engine/journey';
import { takeStep, type Taken } from './engine/step';
import type { HandoverDialog } from './handoverDialog';
import { answerLine } from '../handover/takenOut';
import type { Screens } from './screens';
import { Turn } from './turn';

export class FlowDialogs {
  readonly set = new DialogSet();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    handover: HandoverDialog,
  ) {
    this.set.telemetryClient = new NullTelemetryClient();
    const ask = this.ask.bind(this);
    const route = this.route.bind(this);
    const nodes = [...catalogue.questions.keys(), ...Object.keys(catalogue.map.outcomes)];
    for (const id of nodes) this.set.add(new WaterfallDialog(id, [ask, route]));
    this.set.add(handover);
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = Turn.of(step.context);
    this.noteTier(turn);
    const { before, after, resumed, offerPerson, request } = turn;
    turn.say(this.screens.of(turn.journey, { before, after, resumed, offerPerson, request }));
    return Promise.resolve(Dialog.EndOfTurn);
  }

  private async route(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = Turn.of(step.context);
    const from = turn.journey;
    const next = turn.step === null ? null : takeStep(this.catalogue, from, turn.step);
    const taken = next === null ? null : this.withOwed(turn, next);
    if (taken === null) return await step.replaceDialog(from.at);
    this.noteRating(turn);
    if (turn.step !== null && 'answer' in turn.step) turn.tellsOf(...[from.at, ...taken.replayed].map(answerLine));
    turn.journey = { ...taken.journey, misses: 0 };
    turn.resumed = returnedTo(from, taken.journey);
    if (taken.replayed.length > 0 && !turn.hasNoted) turn.before.push(this.screens.line('bot:kept'));
    return await step.replaceDialog(taken.journey.at);
  }

  /** After "No" to "Is this happening now?" comes the card that the question went before; "Yes" has a more urgent one. */
  private withOwed({ journey: { at, owed }, step }: Turn, next: Taken): Taken {
    const isDenied =
      at === this.catalogue.map.checkQuestions.T0 && step !== null && 'answer' in step && step.answer === 'no';
    if (owed === null || !isDenied) return next;
    return takeStep(this.catalogue, { ...next.journey, owed: null }, { open: owed }) ?? next;
  }

  /** An outcome raises its tier when it is given, or only once the person asks for PALS. */
  private noteTier(turn: Turn): void {
    const { at } = turn.journey;
    if (this.catalogue.isQuestion(at)) {
      if (this.catalogue.question(at).question.apologises === true) turn.raise('T5', `question:${at}`);
      return;
    }
    // Its tier was raised when the person asked.
    if (at.startsWith(HANDOVER)) return;
    const { tier, alert } = this.catalogue.outcome(at, turn.journey);
    turn.journey = { ...turn.journey, outcome: at, outcomeAfter: this.answerBefore(turn.journey) };
    if (alert === 'whenAsked') turn.journey = { ...turn.journey, tierIfAsked: tier };
    else if (tier !== 'T7') turn.raise(tier, `outcome:${at}`);
    if (tier <= 'T3' && !turn.resumed) turn.alertDue = true;
  }

  /** The question whose answer led to the outcome at which they are; null where they came to it by another way. */
  private answerBefore({ past, left }: Journey): string | null {
    const last = past.at(-1);
    if (left !== null && last?.answer === null) return null;
    // Back where they were: what interrupted did not lead there.
    const isOnTheWay = (question: string): boolean =>
      left !== null || this.catalogue.questions.get(question)?.flow.interrupts !== true;
    return past.findLast(({ before, answer }) => answer !== null && isOnTheWay(before.at))?.before.at ?? null;
  }

  private noteRating(turn: Turn): void {
    const asked = this.catalogue.questions.get(turn.journey.at)?.question;
    if (asked?.isRating !== true || turn.step === null || !('answer' in turn.step)) return;
    const rating = Object.keys(asked.answers).indexOf(turn.step.answer) + 1;
    turn.ratings.push({ outcome: turn.journey.left?.at ?? turn.journey.at, rating });
  }
}

/** Back at the place that an interruption had left. */
export const returnedTo = (from: Journey, now: Journey): boolean =>
  from.left !== null && now.left === null && now.at === from.left.at;
