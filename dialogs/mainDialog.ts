/**
 * What a message means here, in the order of layers of the safety rules: safety, then personal information, commands,
 * unhappiness, the answer to the question asked, not understood. The one place where a conversation is interrupted.
 */
import type { TurnContext } from 'botbuilder';
import type { DialogState, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
import { DialogContext } from './botFramework';
import type { IncomingMessage, StatusMessage } from './message';
import { moveTo, show } from './moves';
import type { HandoverAction, PalsChat } from './palsChat';
import { matchAnswer, readCommand } from '../understanding';
import { trained } from '../understanding/model/trained';
import { readMood, type Mood } from '../understanding/mood';
import { plain } from '../understanding/normalise';
import type { Command } from '../understanding/types';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { Action } from './engine/screen';
import { goBack, goBackTo, startOf, takeStep, type Step } from './engine/step';
import type { FlowDialogs } from './flowDialogs';
import { LIVE, type Screens } from './screens';
import { isSilent, Turn } from './turn';

/** Where Bot Framework looks in the turn for its memory scopes, and makes them anew when there are none. */
const MEMORY = 'DialogStateManagerConfiguration';

/** Where sorry was said just now: it is not said twice. */
const SORRY: readonly string[] = ['whatWouldHelp', 'staffUnhappy'];
/** Of the reasons to think that a person is asked for: those that raise no case by themselves. */
const ONLY_OFFERED: readonly string[] = ['contact', 'areYouThere', 'notForMe', 'model'];

/** Reasons to think that a message is unhappy that no word of it names. */
const ONLY_HEARD: readonly string[] = ['capitals', 'model'];

export class MainDialog {
  /** Hold nothing of a turn, so every turn gets those of the first: making them costs as much as a step of a dialog. */
  private memory: DialogStateManagerConfiguration | null = null;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly dialogs: FlowDialogs,
    private readonly pals: PalsChat,
    private readonly audience: 'public' | 'staff',
  ) {}

  /** Runs one turn; `state` is changed in place, as Bot Framework does. */
  async run(context: TurnContext, state: DialogState, message: IncomingMessage | StatusMessage | null): Promise<void> {
    const turn = Turn.of(context);
    if (state.dialogStack.at(-1)?.id !== turn.journey.at) {
      // A release removed what was open: the question that the journey names counts as asked.
      state.dialogStack = [{ id: turn.journey.at, state: { options: {}, values: { instanceId: '' }, stepIndex: 0 } }];
    }
    if (this.memory !== null) context.turnState.set(MEMORY, this.memory);
    const dialog = new DialogContext(this.dialogs.set, context, state);
    // No dialog here uses a path such as `$name`: without their resolvers a context is made twice as quickly.
    this.memory ??= { ...dialog.state.configuration, pathResolvers: [] };
    if (message === null) return await show(dialog);
    if ('status' in message) return await this.pals.status(dialog, message.status);
    await this.hear(dialog, message);
  }

  private async hear(dialog: DialogContext, message: IncomingMessage): Promise<void> {
    const turn = Turn.of(dialog.context);
    const action = message.action ?? this.labelWritten(turn, message.text);
    // The words of a button are ours, pressed or written out: "They have died" is an answer, not a cry for help.
    const isOwnLabel = action !== null && this.isOwnLabel(action, message.text);
    if (!isOwnLabel && message.removed.length > 0) this.tellRemoved(turn, message);
    const forPals = action !== null && 'handover' in action ? action : null;
    if (forPals !== null) this.pals.change(turn, forPals, message.text);
    if (turn.journey.at === LIVE && turn.request?.isLive !== true) this.pals.wake(turn);
    if (!turn.isLate) turn.ended = null;
    else if (action === null) this.pals.late(turn);
    const isCry = !isOwnLabel && message.verdict.tier !== null && forPals?.handover !== 'leave';
    if (turn.journey.at === LIVE && (forPals === null || isCry)) return this.pals.live(turn, message, isOwnLabel);
    if (!isOwnLabel && (await this.safety(dialog, message))) return;
    if (turn.isRepaired) await this.again(dialog, 'bot:repeat', { whole: true });
    else if (action !== null) await this.press(dialog, action);
    else await this.read(dialog, message);
  }

  private async safety(dialog: DialogContext, { text, verdict }: IncomingMessage): Promise<boolean> {
    if (verdict.tier === null) return false;
    const turn = Turn.of(dialog.context);
    const { checkQuestions } = this.catalogue.map;
    const { tier, certainty } = verdict;
    const check = tier === 'T0' || tier === 'T2' ? checkQuestions[tier] : undefined;
    // "No, that was last year" answers the check question, though it names the sign once more.
    if (certainty === 'possible' && turn.journey.at === check && this.answerWritten(turn, text) !== null) return false;
    // What may delay treatment has no question to check it: an answer or a command that the message gives goes first.
    if (tier === 'T4' && certainty === 'possible' && this.isRead(turn, text)) {
      turn.raiseFound(verdict);
      return false;
    }
    this.pals.flag(turn, tier, verdict.rules);
    // The number comes before what was removed, or reached nobody.
    turn.after = turn.before.splice(0);
    turn.raiseFound(verdict);
    await this.open(
      dialog,
      certainty === 'possible' && check !== undefined ? check : this.catalogue.safetyRoutes(turn.journey)[tier],
    );
    return true;
  }

  private isRead(turn: Turn, text: string): boolean {
    return this.answerWritten(turn, text) !== null || readCommand(text) !== null;
  }

  private isOwnLabel(action: Action, text: string): boolean {
    const labels = this.screens.labelsOf(action);
    return text === '' || labels.includes(text) || labels.some((label) => plain(label) === plain(text));
  }

  private async press(dialog: DialogContext, action: Action): Promise<void> {
    const turn = Turn.of(dialog.context);
    if ('handover' in action) return await this.pals.saidAfter(dialog, action);
    if ('bar' in action) return await this.obey(dialog, action.bar);
    if ('change' in action) {
      const back = goBackTo(this.catalogue, turn.journey, action.change);
      return back === null ? await this.old(dialog) : await moveTo(dialog, back);
    }
    const shown = this.screens
      .choices(turn.journey)
      .some((choice) => JSON.stringify(choice.action) === JSON.stringify(action));
    if (!shown) return await this.old(dialog);
    await this.choose(dialog, stepOf(action));
  }

  private async read(dialog: DialogContext, { text, removed }: IncomingMessage): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (text.trim() === '') return await this.again(dialog, 'bot:empty');
    // "Make a complaint" is an answer where it is one, and a command everywhere else.
    const answer = this.answerWritten(turn, text);
    const command = answer === null ? readCommand(text) : null;
    const mood = readMood(text, trained);
    if (answer !== null) {
      // What is said beside an answer goes with the case; how it is written, or only sounds, does not.
      for (const reason of mood.unhappy) if (!ONLY_HEARD.includes(reason)) turn.raise('T5', `mood:${reason}`);
      await this.press(dialog, answer);
    } else if (command !== null) await this.obey(dialog, command);
    else if (mood.unhappy.length > 0) await this.unhappy(dialog, mood);
    else if (mood.person.length > 0) await this.offerPerson(dialog, mood);
    else if (removed.length === 0) await this.notUnderstood(dialog);
    else {
      turn.resumed = true;
      await show(dialog);
    }
  }

  /** Said sorry for once, and asked what would help; whoever is there already, or has asked for PALS, is only noted. */
  private async unhappy(dialog: DialogContext, { unhappy }: Mood): Promise<void> {
    const turn = Turn.of(dialog.context);
    for (const reason of unhappy) turn.raise('T5', `mood:${reason}`);
    const isAsked = turn.request !== null && !isSilent(turn.request);
    if (isAsked) await this.again(dialog, 'handover:noted');
    else if (SORRY.includes(turn.journey.at)) await this.again(dialog, 'bot:unhappyAgain');
    else await this.obey(dialog, 'unhappy');
  }

  /** Who plainly asks gets PALS at once; who may be asking, or wants only the number, gets the offer first. */
  private async offerPerson(dialog: DialogContext, { person }: Mood): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (person.some((reason) => !ONLY_OFFERED.includes(reason))) return await this.obey(dialog, 'talkToPals');
    turn.offerPerson = 'first';
    turn.before.push(...this.screens.signposts(['E-PALS-HOURS'], turn.journey.voice));
    await this.again(dialog, 'bot:offerPerson');
  }

  private labelWritten(turn: Turn, text: string): Action | null {
    const written = plain(text);
    return written === ''
      ? null
      : (this.screens.choices(turn.journey).find(({ label }) => plain(label) === written)?.action ?? null);
  }

  private answerWritten(turn: Turn, text: string): Action | null {
    const choices = this.screens.choices(turn.journey);
    const matched = matchAnswer(
      text,
      choices.map(({ id, label }) => ({ id, label })),
    );
    return choices.find(({ id }) => id === matched)?.action ?? null;
  }

  private async obey(dialog: DialogContext, command: Command): Promise<void> {
    const turn = Turn.of(dialog.context);
    const { journey } = turn;
    const staff = this.audience === 'staff';
    const commands: Readonly<Record<Command, () => Promise<void>>> = {
      talkToPals: () => this.open(dialog, HANDOVER),
      helpNow: () => this.open(dialog, 'whatIsHappening'),
      unhappy: () => this.open(dialog, staff ? 'staffUnhappy' : 'whatWouldHelp'),
      showSteps: () =>
        this.open(
          dialog,
          staff ? 'staffRefer' : journey.flags.includes('inHospital') ? 'hospitalSteps' : 'gpReferralSteps',
        ),
      goBack: async () => {
        let back = goBack(this.catalogue, journey);
        while (back !== null && this.pals.isOver(turn, back.at)) back = goBack(this.catalogue, back);
        return back === null ? await this.again(dialog, 'bot:firstQuestion') : await moveTo(dialog, back);
      },
      startAgain: async () => {
        turn.before.push(this.screens.line('bot:startAgain'));
        const { tier, reasons, maskedKinds } = journey;
        await moveTo(dialog, { ...startOf(this.catalogue, this.audience), tier, reasons, maskedKinds });
      },
      hello: () => this.again(dialog, 'bot:hello'),
      thanks: () => this.again(dialog, 'bot:thanks'),
      goodbye: () => this.again(dialog, 'bot:goodbye'),
      robot: () => this.again(dialog, 'bot:robot'),
      offTopic: () => {
        turn.before.push(...this.screens.signposts(['E-PALS-HOURS'], journey.voice));
        return this.again(dialog, 'bot:offTopic');
      },
      repeat: () => this.again(dialog, 'bot:repeat', { whole: true }),
      language: async () => {
        const lines = ['bot:language.englishOnly', 'bot:language.interpreter'].map((id) => this.screens.line(id));
        turn.say(
          this.screens.notice(
            journey,
            [...turn.before, ...lines, ...this.screens.signposts(['E-PALS-HOURS'], journey.voice)],
            turn.request,
          ),
        );
        await Promise.resolve();
      },
    };
    await commands[command]();
  }

  /** Takes a step by way of the open question's route step. */
  private async choose(dialog: DialogContext, step: Step): Promise<void> {
    Turn.of(dialog.context).step = step;
    await dialog.continueDialog();
  }

  /** Leaves what is open, to come back to it. */
  private async open(dialog: DialogContext, target: string): Promise<void> {
    const turn = Turn.of(dialog.context);
    const taken = takeStep(this.catalogue, turn.journey, { open: target });
    if (taken !== null) await moveTo(dialog, taken.journey);
  }

  /** The same question again, under a line that says why. */
  private async again(dialog: DialogContext, line: string, { whole = false } = {}): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.before.push(this.screens.line(line, turn.journey.voice));
    turn.resumed = !whole;
    await show(dialog);
  }

  private async old(dialog: DialogContext): Promise<void> {
    await this.again(dialog, 'bot:oldButton');
  }

  /** Rephrased; the second time with a person on offer; from the third time the offer comes first. */
  private async notUnderstood(dialog: DialogContext): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (turn.request !== null && !isSilent(turn.request)) return await this.again(dialog, 'handover:noted');
    const misses = turn.journey.misses + 1;
    turn.journey = { ...turn.journey, misses };
    turn.offerPerson = misses === 1 ? 'no' : misses === 2 ? 'last' : 'first';
    if (misses === 2) turn.before.push(this.screens.line('bot:notUnderstood.again'));
    const line = misses === 1 ? 'again' : misses === 2 ? 'person' : 'personFirst';
    await this.again(dialog, `bot:notUnderstood.${line}`);
  }

  private tellRemoved(turn: Turn, { removed }: IncomingMessage): void {
    const seen = new Set([...turn.journey.maskedKinds, ...removed]);
    turn.journey = { ...turn.journey, maskedKinds: [...seen] };
    const kinds = removed.map((kind) => this.screens.lineOf(`bot:personalInfo.${kind}`).text).join(', ');
    turn.before.push(
      this.screens.line('bot:personalInfo.removed'),
      this.screens.line('bot:personalInfo.kinds', null, { kinds }),
    );
  }
}

const stepOf = (action: Exclude<Action, HandoverAction | { bar: unknown } | { change: unknown }>): Step =>
  'answer' in action ? { answer: action.answer } : 'offer' in action ? { offer: action.offer } : { carryOn: true };
