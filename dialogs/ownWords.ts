/** What is done with a message in the person's own words, once it has been read. */
import type { DialogContext } from 'botbuilder-dialogs';
import { plain } from '../understanding/normalise';
import type { Meaning, Understood } from '../understanding/readMessage';
import type { Asides } from './asides';
import { isWithPals } from './asides';
import type { Commands } from './commands';
import type { Catalogue } from './engine/catalogue';
import { goalWay } from './engine/goal';
import type { Journey } from './engine/journey';
import { follow, takeStep } from './engine/step';
import type { IncomingMessage } from './message';
import { moveTo, openPlace, show } from './moves';
import type { PalsChat } from './palsChat';
import type { Screens } from './screens';
import { Turn } from './turn';

/** Where sorry was said just now: it is not said twice. */
const SORRY: readonly string[] = ['whatWouldHelp', 'staffUnhappy'];
/** Said again, these did not help the first time. */
const BESIDE_THE_POINT: readonly Meaning['kind'][] = ['goal', 'maybe', 'nothing'];
/** Reasons to think that a message is unhappy that no word of it names. */
const ONLY_HEARD: readonly string[] = ['capitals', 'model'];

/** FNV-1a, 32 bits. */
function numberOf(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

export class OwnWords {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly asides: Asides,
    private readonly commands: Commands,
    private readonly pals: PalsChat,
    private readonly audience: 'public' | 'staff',
  ) {}

  /** @returns the id of the button that is meant; null where all is done. */
  async follow(dialog: DialogContext, message: IncomingMessage, reading: Understood): Promise<string | null> {
    const turn = Turn.of(dialog.context);
    const { means, noted, mood } = reading;
    if (message.verdict.tier === 'T4') turn.raiseFound(message.verdict);
    // What is said beside an answer goes with the case; how it is written, or only sounds, does not.
    const named = mood.unhappy.filter((reason) => means.kind === 'unhappy' || !ONLY_HEARD.includes(reason));
    for (const reason of named) turn.raise('T5', `mood:${reason}`);
    const isSaidAgain = this.isSaidAgain(turn, message.text);
    this.asides.note(turn, noted);
    if (means.kind === 'answer') return means.id;
    if (means.kind === 'maybe' || means.kind === 'nothing') {
      const back = this.backTo(turn.journey, noted);
      if (back !== null) {
        await moveTo(dialog, back);
        return null;
      }
    }
    if (isSaidAgain && BESIDE_THE_POINT.includes(means.kind)) turn.raise('T5', 'mood:repeats');
    if (isSaidAgain && means.kind === 'goal') await this.unhappy(dialog, ['repeats']);
    else await this.obey(dialog, message, reading);
    return null;
  }

  private async obey(
    dialog: DialogContext,
    message: IncomingMessage,
    { means, noted, mood }: Understood,
  ): Promise<void> {
    const turn = Turn.of(dialog.context);
    switch (means.kind) {
      case 'answer':
      case 'safety':
        return;
      case 'command':
        return await this.commands.obey(dialog, means.command);
      case 'unhappy':
        return await this.unhappy(dialog, mood.unhappy);
      case 'person':
        return means.isSure ? await this.commands.obey(dialog, 'talkToPals') : await this.offerPerson(dialog);
      case 'goal':
        return await this.leadOrAsk(dialog, means.goal);
      case 'maybe': {
        const { at } = turn.journey;
        return await this.asides.didYouMean(dialog, [...means.ids, ...means.goals.map((goal) => `${at}.goal.${goal}`)]);
      }
      case 'unclear':
        return await this.asides.again(dialog, 'bot:pleaseChoose');
      case 'nothing':
        if (noted.length > 0) return await this.asides.again(dialog, 'bot:pleaseChoose');
        if (message.removed.length === 0) return await this.asides.notUnderstood(dialog);
        turn.resumed = true;
        return await show(dialog);
    }
  }

  /** Whoever is in one flow is asked before they are taken into another. */
  private async leadOrAsk(dialog: DialogContext, goal: string): Promise<void> {
    const { journey } = Turn.of(dialog.context);
    const way = goalWay(this.catalogue, journey, this.audience, goal);
    const { flow, flowId } = this.catalogue.questions.get(way !== null && 'open' in way ? way.open : '') ?? {};
    const isElsewhere = flow !== undefined && flow.interrupts !== true && flowId !== journey.flow;
    const isAnywhere = journey.flow === this.catalogue.flowOf(this.catalogue.map.starts[this.audience]);
    if (isElsewhere && !isAnywhere) await this.asides.didYouMean(dialog, [`${journey.at}.goal.${goal}`]);
    else await this.lead(dialog, goal);
  }

  /** To the place that a question in one's own words is about, or to what has to be asked before it. */
  async lead(dialog: DialogContext, goal: string): Promise<void> {
    const turn = Turn.of(dialog.context);
    const way = goalWay(this.catalogue, turn.journey, this.audience, goal);
    if (way === null) return await this.asides.notUnderstood(dialog);
    if ('startAgain' in way) return await this.commands.obey(dialog, 'startAgain');
    if ('askFirst' in way) return await this.asides.again(dialog, 'bot:goal.askFirst');
    if (way.open === turn.journey.at) return await this.asides.again(dialog, 'bot:repeat', { whole: true });
    await openPlace(dialog, this.catalogue, way.open);
  }

  async safety(
    dialog: DialogContext,
    { verdict }: IncomingMessage,
    { tier, check }: Extract<Meaning, { kind: 'safety' }>,
  ): Promise<void> {
    const turn = Turn.of(dialog.context);
    const { checkQuestions } = this.catalogue.map;
    this.pals.flag(turn, tier, verdict.rules);
    // The number comes before what was removed, or reached nobody.
    turn.after = turn.before.splice(0);
    turn.raiseFound(verdict);
    const asks = check && (tier === 'T0' || tier === 'T2') ? checkQuestions[tier] : undefined;
    const routes = this.catalogue.safetyRoutes(turn.journey);
    const owed = asks !== undefined && verdict.below !== undefined ? routes[verdict.below] : null;
    turn.journey = { ...turn.journey, owed };
    await openPlace(dialog, this.catalogue, asks ?? routes[tier]);
  }

  /** Said sorry for once, and asked what would help; whoever is there already, or has asked for PALS, is only noted. */
  private async unhappy(dialog: DialogContext, reasons: readonly string[]): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (reasons.includes('abuse')) return await this.calm(dialog);
    if (isWithPals(turn)) return await this.asides.again(dialog, 'handover:noted');
    if (SORRY.includes(turn.journey.at)) return await this.asides.again(dialog, 'bot:unhappyAgain');
    await this.commands.obey(dialog, 'unhappy');
  }

  /** The same words as the message before: only a number made from them is kept. */
  private isSaidAgain(turn: Turn, text: string): boolean {
    const { lastWritten } = turn.journey;
    const written = numberOf(plain(text));
    turn.journey = { ...turn.journey, lastWritten: written };
    return written === lastWritten;
  }

  /** Beside an outcome that was a detour, an answer to the question that was left: on from there. */
  private backTo(journey: Journey, noted: Understood['noted']): Journey | null {
    const given = noted.find(({ question }) => question === journey.left?.at);
    if (given === undefined || this.catalogue.isQuestion(journey.at)) return null;
    const back = { ...journey, ...follow(this.catalogue, journey, 'resume') };
    return takeStep(this.catalogue, back, { answer: given.answer })?.journey ?? null;
  }

  /** One calm line, and still a person. */
  private async calm(dialog: DialogContext): Promise<void> {
    Turn.of(dialog.context).offerPerson = 'first';
    await this.asides.again(dialog, 'bot:abuse');
  }

  /** Who may be asking for a person, or wants only the number, gets the offer first. */
  private async offerPerson(dialog: DialogContext): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.offerPerson = 'first';
    turn.before.push(...this.screens.signposts(['E-PALS-HOURS'], turn.journey.voice));
    await this.asides.again(dialog, 'bot:offerPerson');
  }
}
