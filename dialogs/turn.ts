/** One turn while it runs: where the person is, and what will be said and stored once the turn is committed. */
import type { TurnContext } from 'botbuilder';
import type { Case, CaseChange, CaseFacts, PersonSide } from '../handover/case';
import type { SafetyVerdict } from '../understanding/types';
import type { Tier } from './engine/flow';
import type { Journey } from './engine/journey';
import { unitsOf } from './engine/plainText';
import type { Part, Screen } from './engine/screen';
import type { Step } from './engine/step';
import { higher } from './tiers';

const KEY = Symbol('turn');

/** A request for PALS as the chat knows it, with the changes of this turn. */
export interface PalsRequest {
  readonly facts: CaseFacts;
  readonly person: PersonSide;
  /** The highest that was raised; `facts.tier` is that of the asking. */
  readonly tier: Tier;
  /** By the case as it stands now, whatever the chat was told last: an advisor is in it. */
  readonly isLive: boolean;
}

/** The desk was alerted, and the person has not asked for anybody: they are told nothing of it until somebody comes. */
export const isSilent = ({ facts: { reasons } }: PalsRequest): boolean =>
  !reasons.includes('asked') && !reasons.includes('phone');

export class Turn {
  /** What the message means at the open question; the route step of its waterfall takes it. */
  step: Step | null = null;
  /** What was open is gone since a release: the message was meant for it, and answers nothing else. */
  isRepaired = false;
  /** Who asks for PALS is told that it is closed. */
  isToldClosed = false;
  /** How an advisor's being in the chat ended, until the person writes something that is not late. */
  ended: 'left' | 'byPals' | null = null;
  /** It was written to that advisor, before it could be read that they are not there any more. */
  isLate = false;
  /** Lines that stand above the next screen: what was removed, not understood, kept. */
  before: Part[] = [];
  /** Lines that stand below what the next screen says, because that is urgent. */
  after: Part[] = [];
  /** The next screen goes back to what was left, and an outcome is not said again. */
  resumed = false;
  /** Whether a person is offered beside the answers, because messages were not understood. */
  offerPerson: 'no' | 'last' | 'first' = 'no';
  /** The answers of this message were said back: those that are kept are not told again. */
  hasNoted = false;
  readonly screens: Screen[] = [];
  readonly caseChanges: CaseChange[] = [];
  /** Something of T0 to T3 was said: the desk is alerted beside it, whether or not a person was asked for. */
  alertDue = false;
  readonly ratings: { outcome: string; rating: number }[] = [];
  /** Lines of a request for PALS that this message, and so its answer, tells of. */
  private readonly told = new Set<string>();

  constructor(
    public journey: Journey,
    /** The person's request for PALS that stands; null when there is none. */
    public request: PalsRequest | null,
    /** A case that PALS let go of, or the person left: asking again is the same case. */
    readonly letGo: Case | null,
    readonly about: { readonly locale: string; readonly conversationId: string; readonly messageId: string },
  ) {}

  static attach(context: TurnContext, turn: Turn): void {
    context.turnState.set(KEY, turn);
  }

  static of(context: TurnContext): Turn {
    const turn: unknown = context.turnState.get(KEY);
    if (turn instanceof Turn) return turn;
    throw new TypeError('The dialogs were run without a turn: attach one first.');
  }

  /** What the safety scan found: a possible one is told, and raises the tier once it is certain. */
  raiseFound({ tier, certainty, rules }: SafetyVerdict): void {
    for (const rule of rules) this.raise(certainty === 'certain' && tier !== null ? tier : 'T7', `scan:${rule}`);
  }

  tellsOf(...lines: readonly string[]): void {
    lines.forEach((line) => this.told.add(line));
  }

  get toldLines(): readonly string[] {
    return [...this.told];
  }

  say(screen: Screen): void {
    this.screens.push(screen);
    const said = unitsOf(screen).filter((unit) => !this.journey.unitsSaid.includes(unit));
    if (said.length > 0) this.journey = { ...this.journey, unitsSaid: [...this.journey.unitsSaid, ...said] };
    this.before = [];
    this.after = [];
    this.resumed = false;
  }

  raise(tier: Tier, reason: string): void {
    const { reasons } = this.journey;
    this.journey = {
      ...this.journey,
      tier: higher(this.journey.tier, tier),
      reasons: reasons.includes(reason) ? reasons : [...reasons, reason].slice(-20),
    };
  }
}
