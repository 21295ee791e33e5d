/**
 * The chat while PALS has the person's request: what the desk did is said, what the person changes goes with the
 * case, and while an advisor is in the chat the assistant is silent but for the safety scan.
 */
import type { DialogContext } from 'botbuilder-dialogs';
import { MAX_WISH, NEEDS, NEED_LANGUAGES, type PersonSide } from '../handover/case';
import type { HandoffStatus } from '../handover/status';
import type { Catalogue } from './engine/catalogue';
import type { Action, Part } from './engine/screen';
import { follow, takeStep } from './engine/step';
import type { IncomingMessage } from './message';
import { moveTo, show } from './moves';
import type { Screens } from './screens';
import { Turn } from './turn';

export const LIVE = 'handoverLive';
const QUEUE = 'handoverQueue';
export type HandoverAction = Extract<Action, { handover: unknown }>;

export class PalsChat {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
  ) {}

  /** Says what the desk or a timer did, and goes where the chat then is. */
  async status(dialog: DialogContext, { what, advisor, reason }: HandoffStatus): Promise<void> {
    const turn = Turn.of(dialog.context);
    const values = { advisor: advisor ?? '' };
    const inChat = turn.journey.at === LIVE;
    const line = (id: string): Part => this.screens.line(id, turn.journey.voice, values);
    switch (what) {
      case 'joined': {
        turn.before.push(line('handover:status.joined'));
        const joined = takeStep(this.catalogue, turn.journey, { open: LIVE });
        if (joined !== null && !inChat) await moveTo(dialog, joined.journey);
        return;
      }
      case 'pickedUp':
      case 'replaced':
      case 'handedOver':
      case 'released':
        if (!inChat) return this.notice(turn, [line(`handover:status.${what}`)]);
        turn.before.push(line(`handover:status.${what}`));
        turn.journey = { ...turn.journey, at: QUEUE };
        return await show(dialog);
      case 'notPickedUp':
        return this.notice(
          turn,
          ['notPickedUp', 'insteadPhone', 'insteadLeave'].map((id) => line(`handover:status.${id}`)),
        );
      case 'handedBack':
        return await this.goOn(dialog, line('handover:status.handedBack'));
      case 'closed': {
        const how = advisor === null || reason === null ? 'bySystem' : reason;
        return await this.goOn(dialog, line(`handover:closed.${how}`));
      }
    }
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
    if (action.handover === 'leave') return await this.goOn(dialog, this.screens.line('handover:left'));
    const said = action.handover === 'how' ? `handover:how.${action.how}Said` : 'handover:saved';
    this.notice(turn, [this.screens.line(said)]);
  }

  /** While an advisor is in the chat: a card when one is needed, a word about what was removed, and nothing else. */
  live(turn: Turn, { action, verdict, removed }: IncomingMessage, isOwnLabel: boolean): void {
    const needsHelp = action !== null && 'bar' in action && action.bar === 'helpNow';
    const tier = isOwnLabel ? null : verdict.tier;
    if (needsHelp || tier !== null) {
      const card = this.screens.of({ ...turn.journey, at: this.catalogue.map.safetyRoutes[tier ?? 'T0'] });
      turn.say({
        ...card,
        parts: [...card.parts, ...turn.before],
        node: LIVE,
        answers: this.leaveChoice(),
        offers: [],
      });
      if (tier !== null) this.flag(turn, tier, verdict.rules);
    } else if (action !== null) this.notice(turn, [this.screens.line('handover:live.only')]);
    else if (removed.length > 0) this.notice(turn, []);
  }

  /** The safety scan found something while the request stands: the desk sees it on the case. */
  flag(turn: Turn, tier: 'T0' | 'T1' | 'T2' | 'T3', rules: readonly string[]): void {
    if (turn.request !== null)
      turn.caseChanges.push({ kind: 'safety', reference: turn.request.facts.reference, tier, rules });
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
    if (at !== LIVE && at !== QUEUE) return this.notice(turn, [line]);
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
