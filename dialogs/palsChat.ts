/**
 * The chat while PALS has the person's request: what the desk did is said, what the person changes goes with the
 * case, and while an advisor is in the chat the assistant is silent but for the safety scan.
 */
import type { DialogContext } from 'botbuilder-dialogs';
import { MAX_WISH, NEEDS, NEED_LANGUAGES, type PersonSide } from '../handover/case';
import type { SafetyTier } from '../understanding/types';
import type { HandoffStatus } from '../handover/status';
import type { Catalogue } from './engine/catalogue';
import type { Action, Part } from './engine/screen';
import { follow, nextStanding } from './engine/step';
import { WAITING_AT, type HandoverServices } from './handoverDialog';
import type { IncomingMessage } from './message';
import { moveTo, show } from './moves';
import { LIVE, type Screens } from './screens';
import { higher } from './tiers';
import { isSilent, Turn } from './turn';

const LEFT = 'handover:left';
const QUEUE = WAITING_AT.desk;
const WAITING: readonly string[] = Object.values(WAITING_AT);
export type HandoverAction = Extract<Action, { handover: unknown }>;

export class PalsChat {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly services: Pick<HandoverServices, 'now' | 'availability'>,
  ) {}

  /** Says what the desk or a timer did, and goes where the chat then is. */
  async status(dialog: DialogContext, { reference, what, advisor, reason }: HandoffStatus): Promise<void> {
    const turn = Turn.of(dialog.context);
    // Overtaken: the person has left meanwhile, or it was closed, and nobody is there of whom this could tell.
    const isEnd = what === 'handedBack' || what === 'closed';
    if (turn.request === null && !isEnd) return;
    // Of a request before the one that stands.
    if (turn.request !== null && turn.request.facts.reference !== reference) return;
    const values = { advisor: advisor ?? '' };
    const inChat = turn.journey.at === LIVE;
    // They never asked, and are told of nobody until somebody is in the chat.
    const asked = turn.request === null ? turn.journey.reasons.includes('asked') : !isSilent(turn.request);
    const isTold = what === 'joined' || what === 'onPhone' || what === 'phoneEnded';
    if (!asked && !inChat && !isTold) return;
    const line = (id: string): Part => this.screens.line(id, turn.journey.voice, values);
    switch (what) {
      case 'joined': {
        turn.before.push(line('handover:status.joined'));
        // No step of the person's: "Go back" never leads to an advisor who has gone.
        const joined = nextStanding(this.catalogue, turn.journey, { open: LIVE });
        if (joined !== null && !inChat) await moveTo(dialog, { ...turn.journey, ...joined });
        return;
      }
      case 'onPhone': {
        turn.before.push(line('handover:status.onPhone'));
        // Asked in full, for whoever reads it out: on where they stopped.
        if (!inChat && !WAITING.includes(turn.journey.at)) return await show(dialog);
        return await moveTo(dialog, { ...turn.journey, ...follow(this.catalogue, turn.journey, 'resume') });
      }
      case 'phoneEnded':
      case 'pickedUp':
      case 'replaced':
      case 'handedOver':
        return await this.wait(dialog, [line(`handover:status.${what}`)], QUEUE);
      case 'released': {
        const { at, parts } = await this.instead();
        return await this.wait(dialog, [line('handover:status.released'), ...parts], at);
      }
      case 'notPickedUp':
        return this.notice(turn, [
          line('handover:status.notPickedUp'),
          ...(await this.instead()).parts,
          line('handover:status.insteadLeave'),
        ]);
      case 'palsClosed': {
        // Overtaken: an advisor has come all the same.
        if (inChat) return;
        const { at, parts } = await this.instead();
        // Or PALS has opened again.
        if (at === QUEUE) return;
        const { journey } = turn;
        if (WAITING.includes(journey.at)) turn.journey = { ...journey, at };
        const closed = at === WAITING_AT.closed ? [line('handover:status.palsClosed')] : [];
        const nobody = at === WAITING_AT.byPhone ? [line('outcomes:handoverByPhone.notInChat')] : [];
        return this.notice(turn, [...closed, ...nobody, ...parts, line('handover:status.insteadLeave')]);
      }
      case 'stillThere':
        return this.notice(turn, [line('handover:status.stillThere'), await this.besides()]);
      case 'handedBack':
        return await this.goOn(dialog, line('handover:status.handedBack'));
      case 'closed': {
        const how = advisor === null || reason === null ? 'bySystem' : reason;
        return await this.goOn(dialog, line(`handover:closed.${how}`));
      }
    }
  }

  /**
   * The assistant was left silent by a turn that failed, or the case has changed since: nobody is in the chat, so what
   * was written to an advisor is no answer to a question either.
   */
  async wake(turn: Turn): Promise<void> {
    const { journey, request } = turn;
    turn.journey =
      request === null
        ? { ...journey, ...follow(this.catalogue, journey, 'resume') }
        : { ...journey, at: (await this.instead()).at };
    turn.isRepaired = true;
  }

  /** Where one waits now, and what one is told to do instead of waiting in the chat. */
  private async instead(): Promise<{ readonly at: string; readonly parts: readonly Part[] }> {
    const availability = await this.services.availability(this.services.now());
    const say = (id: string, values?: Readonly<Record<string, string>>): Part => this.screens.line(id, null, values);
    const at = WAITING_AT[availability.kind];
    if (availability.kind !== 'closed') return { at, parts: [say('handover:status.insteadPhone')] };
    const { opens } = availability;
    const next = opens === null ? say('bot:handover.noHours') : say('bot:handover.opens', { ...opens });
    return { at, parts: [say('outcomes:handoverClosed.nobodyReading'), next] };
  }

  /** What one can do beside waiting for an advisor who has the request: nobody is sent to a phone that is not answered. */
  private async besides(): Promise<Part> {
    const availability = await this.services.availability(this.services.now());
    if (availability.kind !== 'closed') return this.screens.line('handover:status.phoneOrWait');
    const { opens } = availability;
    return opens === null
      ? this.screens.line('bot:handover.noHours')
      : this.screens.line('bot:handover.opens', null, { ...opens });
  }

  /** Nobody is in the chat. Somebody who went on with the questions keeps their place. */
  private async wait(dialog: DialogContext, lines: readonly Part[], at: string): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (turn.journey.at !== LIVE) return this.notice(turn, lines);
    turn.before.push(...lines);
    turn.journey = { ...turn.journey, at };
    await show(dialog);
  }

  /** Takes the change over into the case. Its words are said by `saidAfter`, once the safety scan has had its turn. */
  change(turn: Turn, action: HandoverAction, text: string): void {
    if (turn.request === null) return;
    const { reference } = turn.request.facts;
    if (action.handover === 'leave') {
      turn.caseChanges.push({ kind: 'leave', reference });
      return;
    }
    const patch = this.patchOf(action, text, turn.request.person);
    turn.request = { ...turn.request, person: { ...turn.request.person, ...patch } };
    turn.caseChanges.push({ kind: 'person', reference, patch });
  }

  async saidAfter(dialog: DialogContext, action: HandoverAction): Promise<void> {
    const turn = Turn.of(dialog.context);
    if (turn.request === null) return this.notice(turn, [this.screens.line('handover:noRequest')]);
    if (action.handover === 'leave') return await this.goOn(dialog, this.screens.line(LEFT));
    this.notice(turn, [this.screens.line(saidTo(action))]);
  }

  /** While an advisor is in the chat: a card when one is needed, a word about what was removed, and nothing else. */
  live(turn: Turn, { action, verdict }: IncomingMessage, isOwnLabel: boolean): void {
    const needsHelp = action !== null && 'bar' in action && action.bar === 'helpNow';
    const tier = isOwnLabel || verdict.certainty === 'slight' ? null : verdict.tier;
    if (needsHelp || tier !== null) {
      if (tier !== null) {
        this.flag(turn, tier, verdict.rules);
        turn.raiseFound(verdict);
      }
      const card = this.screens.of({ ...turn.journey, at: this.catalogue.safetyRoutes(turn.journey)[tier ?? 'T0'] });
      turn.say({
        ...card,
        ...this.screens.panel(turn.journey, turn.request),
        parts: [...card.parts, ...turn.before],
        node: LIVE,
        answers: this.leaveChoice(),
        offers: [],
      });
    } else if (action !== null) this.notice(turn, [this.screens.line('handover:live.only')]);
    else if (turn.before.length > 0) this.notice(turn, []);
  }

  /** The safety scan found something while the request stands: the desk sees it on the case. */
  flag(turn: Turn, tier: SafetyTier, rules: readonly string[]): void {
    if (turn.request === null) return;
    turn.request = { ...turn.request, tier: higher(turn.request.tier, tier) };
    turn.caseChanges.push({ kind: 'safety', reference: turn.request.facts.reference, tier, rules });
  }

  /** Written to an advisor who had gone: it reached nobody at PALS, and is no answer to a question either. */
  late(turn: Turn): void {
    turn.before.push(this.screens.line(turn.ended === 'left' ? 'handover:lateWords' : 'handover:lateWordsEnded'));
    turn.isRepaired = true;
  }

  /** A place that only a request makes: it is not gone back to without one. */
  isOver(turn: Turn, at: string): boolean {
    return at === LIVE || (turn.request === null && WAITING.includes(at));
  }

  private leaveChoice(): ReturnType<Screens['of']>['answers'] {
    return [
      { id: 'handover.leave', label: this.screens.lineOf('handover:live.leave').text, action: { handover: 'leave' } },
    ];
  }

  private notice(turn: Turn, parts: readonly Part[]): void {
    turn.say(this.screens.notice(turn.journey, [...turn.before, ...parts], turn.request));
  }

  /** PALS is no longer in the chat: the assistant goes on where it was. */
  private async goOn(dialog: DialogContext, line: Part): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.request = null;
    const { at } = turn.journey;
    if (at === LIVE) turn.ended = line.kind === 'line' && line.line.id === LEFT ? 'left' : 'byPals';
    if (at !== LIVE && !WAITING.includes(at)) return this.notice(turn, [line]);
    turn.before.push(line);
    await moveTo(dialog, { ...turn.journey, ...follow(this.catalogue, turn.journey, 'resume') });
  }

  private patchOf(
    action: Exclude<HandoverAction, { handover: 'leave' }>,
    text: string,
    person: PersonSide,
  ): Partial<PersonSide> {
    switch (action.handover) {
      case 'needs': {
        const language = NEED_LANGUAGES.find((one) => one === action.language) ?? null;
        return { needs: NEEDS.filter((need) => action.needs.includes(need)), language };
      }
      case 'takeOut': {
        const others = person.takenOut.filter((line) => line !== action.line);
        return { takenOut: action.out ? [...others, action.line] : others };
      }
      case 'how':
        return { how: action.how };
      default:
        return { wish: text.slice(0, MAX_WISH) };
    }
  }
}

function saidTo(action: Exclude<HandoverAction, { handover: 'leave' }>): string {
  if (action.handover === 'how') return `handover:how.${action.how}Said`;
  if (action.handover === 'takeOut') return action.out ? 'handover:takenOut' : 'handover:putBack';
  return 'handover:saved';
}
