/**
 * What a message does here: a button is pressed, or the message is read in the order of layers of the safety rules. The
 * one place where a conversation is interrupted.
 */
import type { TurnContext } from 'botbuilder';
import type { DialogState, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
import { plain } from '../understanding/normalise';
import { isYesOrNo, readMessage } from '../understanding/readMessage';
import { Asides, isWithPals } from './asides';
import { askedAt } from './asked';
import { DialogContext } from './botFramework';
import { Commands } from './commands';
import type { Catalogue } from './engine/catalogue';
import type { Action, Choice } from './engine/screen';
import { goBackTo, type Step } from './engine/step';
import type { FlowDialogs } from './flowDialogs';
import type { IncomingMessage, StatusMessage } from './message';
import { moveTo, show } from './moves';
import { OwnWords } from './ownWords';
import type { HandoverAction, PalsChat } from './palsChat';
import { LIVE, type Screens } from './screens';
import { Turn } from './turn';

/** Where Bot Framework looks in the turn for its memory scopes, and makes them anew when there are none. */
const MEMORY = 'DialogStateManagerConfiguration';

export class MainDialog {
  /** Hold nothing of a turn, so every turn gets those of the first: making them costs as much as a step of a dialog. */
  private memory: DialogStateManagerConfiguration | null = null;
  private readonly asides: Asides;
  private readonly commands: Commands;
  private readonly ownWords: OwnWords;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly dialogs: FlowDialogs,
    private readonly pals: PalsChat,
    private readonly audience: 'public' | 'staff',
  ) {
    this.asides = new Asides(screens);
    this.commands = new Commands(catalogue, screens, this.asides, pals, audience);
    this.ownWords = new OwnWords(catalogue, screens, this.asides, this.commands, pals, audience);
  }

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
    const shown = this.screens.choices(turn.journey);
    // After "Did you mean …?" a yes or no speaks to that, and may be no answer.
    const isReply = turn.journey.meant.length > 0 && isYesOrNo(message.text);
    const action = message.action ?? (isReply ? null : labelWritten(shown, message.text));
    // The words of a button are ours, pressed or written out: "They have died" is an answer, not a cry for help.
    const isOwnLabel = action !== null && this.isOwnLabel(action, message.text);
    if (!isOwnLabel && message.removed.length > 0) this.asides.tellRemoved(turn, message.removed);
    const forPals = action !== null && 'handover' in action ? action : null;
    if (forPals !== null) this.pals.change(turn, forPals, message.text);
    if (turn.journey.at === LIVE && turn.request?.isLive !== true) await this.pals.wake(turn);
    if (!turn.isLate) turn.ended = null;
    else if (action === null) this.pals.late(turn);
    const isCry = !isOwnLabel && message.verdict.tier !== null && forPals?.handover !== 'leave';
    if (turn.journey.at === LIVE && (forPals === null || isCry)) {
      const { tier, certainty, slight = certainty === 'slight' ? tier : null } = message.verdict;
      if (!isOwnLabel) this.asides.tellSlight(turn, message.verdict, slight);
      return this.pals.live(turn, message, isOwnLabel);
    }
    // With a button only the safety scan has a say beside it.
    const reading =
      isOwnLabel || (action !== null && !isCry)
        ? null
        : readMessage(message, askedAt(this.catalogue, this.audience, turn.journey, shown, isWithPals(turn)));
    turn.journey = { ...turn.journey, meant: [] };
    if (reading !== null) this.asides.tellSlight(turn, message.verdict, reading.slight);
    if (reading?.means.kind === 'safety') return await this.ownWords.safety(dialog, message, reading.means);
    if (turn.isRepaired) await this.asides.again(dialog, 'bot:repeat', { whole: true });
    else if (action !== null || reading === null) await this.press(dialog, action, shown);
    else if (message.text.trim() === '') await this.asides.again(dialog, 'bot:empty');
    else {
      const means = await this.ownWords.follow(dialog, message, reading);
      if (means !== null) await this.press(dialog, shown.find(({ id }) => id === means)?.action ?? null, shown);
    }
  }

  private isOwnLabel(action: Action, text: string): boolean {
    const labels = this.screens.labelsOf(action);
    return text === '' || labels.includes(text) || labels.some((label) => plain(label) === plain(text));
  }

  private async press(dialog: DialogContext, action: Action | null, shown: readonly Choice[]): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (action === null) return await this.asides.again(dialog, 'bot:oldButton');
    if ('handover' in action) return await this.pals.saidAfter(dialog, action);
    if ('bar' in action) return await this.commands.obey(dialog, action.bar);
    if ('change' in action) {
      const back = goBackTo(this.catalogue, turn.journey, action.change);
      return back === null ? await this.asides.again(dialog, 'bot:oldButton') : await moveTo(dialog, back);
    }
    if (!shown.some((choice) => JSON.stringify(choice.action) === JSON.stringify(action)))
      return await this.asides.again(dialog, 'bot:oldButton');
    if ('goal' in action) return await this.ownWords.lead(dialog, action.goal);
    // By way of the open question's route step.
    turn.step = stepOf(action);
    await dialog.continueDialog();
  }
}

function labelWritten(shown: readonly Choice[], text: string): Action | null {
  const written = plain(text);
  return written === '' ? null : (shown.find(({ label }) => plain(label) === written)?.action ?? null);
}

type Walked = Exclude<Action, HandoverAction | { bar: unknown } | { change: unknown } | { goal: unknown }>;
const stepOf = (action: Walked): Step =>
  'answer' in action ? { answer: action.answer } : 'offer' in action ? { offer: action.offer } : { carryOn: true };
