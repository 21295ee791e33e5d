/** "Talk to PALS": the case is raised from the answers already given; nothing is asked before it. */
import { EventFactory, type Transcript, type TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from './botFramework';
import { EMPTY_PERSON_SIDE, type CaseFacts } from '../handover/case';
import type { Availability, Place } from '../handover/availability';
import { hiddenCode } from '../handover/returnCode';
import { TakenOut } from '../handover/takenOut';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { Journey } from './engine/journey';
import { follow } from './engine/step';
import type { Part } from './engine/screen';
import type { Screens } from './screens';
import { factsOf } from './caseFacts';
import { higher } from './tiers';
import { isSilent, Turn } from './turn';

/** Where a person is who waits for PALS. */
export const WAITING_AT = {
  desk: 'handoverQueue',
  closed: 'handoverClosed',
  byPhone: 'handoverByPhone',
} as const satisfies Record<Availability['kind'], string>;

export interface HandoverServices {
  readonly now: () => Date;
  /** SO-7K4P-2MXQ, which no other case has. */
  readonly newReference: () => string;
  /** `place`: of whom it is asked where in the queue they stand. */
  readonly availability: (now: Date, place?: Place) => Promise<Availability>;
  /** The masked transcript of a conversation until now, without what was taken out, as Bot Framework activities. */
  readonly transcript: (conversationId: string, takenOut: TakenOut) => Promise<Transcript>;
}

export class HandoverDialog extends WaterfallDialog {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly services: HandoverServices,
    private readonly audience: 'public' | 'staff',
  ) {
    super(HANDOVER);
    this.addStep(this.raise.bind(this));
  }

  private async raise(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = Turn.of(step.context);
    const now = this.services.now();
    const before = turn.request ?? turn.letGo;
    turn.raise('T6', 'asked');
    const facts = this.factsOf(turn, before?.facts.reference ?? this.services.newReference(), now);
    const tier = higher(facts.tier, before?.tier ?? facts.tier);
    const isNew = turn.request === null || isSilent(turn.request);
    turn.request = {
      facts,
      tier,
      person: before?.person ?? EMPTY_PERSON_SIDE,
      isLive: turn.request?.isLive ?? false,
    };
    const availability = await this.services.availability(now, facts);
    turn.isToldClosed = availability.kind === 'closed';
    await this.initiate(step.context, facts);

    const voice = turn.journey.voice;
    turn.before.push(
      ...this.whatNow(availability, isNew),
      { kind: 'reference', label: this.screens.lineOf('bot:handover.reference', voice), reference: facts.reference },
      ...this.returnCode(facts.reference, voice),
    );
    turn.journey = { ...turn.journey, ...follow(this.catalogue, turn.journey, WAITING_AT[availability.kind]) };
    return await step.replaceDialog(turn.journey.at);
  }

  /**
   * T0 to T3: the desk is alerted beside the advice, which never waits for it and never speaks of it. A request that
   * stands gets the higher tier.
   */
  async alert(context: TurnContext): Promise<void> {
    const turn = Turn.of(context);
    if (turn.caseChanges.some(({ kind }) => kind === 'raise' || kind === 'safety')) return;
    const { tier, outcome } = turn.journey;
    if (turn.request !== null) {
      const { reference } = turn.request.facts;
      turn.request = { ...turn.request, tier: higher(turn.request.tier, tier) };
      turn.caseChanges.push({ kind: 'safety', reference, tier, rules: [`outcome:${outcome ?? ''}`] });
      return;
    }
    const reference = turn.letGo?.reference ?? this.services.newReference();
    await this.initiate(context, this.factsOf(turn, reference, this.services.now()));
  }

  /** Nothing for staff, whose chat is in Teams: there is no other way into it. */
  private returnCode(reference: string, voice: Journey['voice']): Part[] {
    if (this.audience === 'staff') return [];
    const label = this.screens.lineOf('handover:returnCode.label', voice);
    return [
      { kind: 'reference', label, reference: hiddenCode(reference) },
      this.screens.line('handover:returnCode.what', voice),
    ];
  }

  /** Bot Framework's `handoff.initiate`: the bot that runs the turn takes it out and stores it with the replies. */
  private async initiate(context: TurnContext, facts: CaseFacts): Promise<void> {
    const { about, request, letGo } = Turn.of(context);
    const { person } = request ?? letGo ?? { person: EMPTY_PERSON_SIDE };
    const transcript = await this.services.transcript(about.conversationId, new TakenOut({ facts, person }));
    await context.sendActivity(EventFactory.createHandoffInitiation(context, facts, transcript));
  }

  /** It is stored in the same transaction as these words. */
  private whatNow(availability: Availability, isNew: boolean): Part[] {
    const passedOn = this.screens.line(isNew ? 'handover:passedOn' : 'handover:alreadyPassedOn');
    switch (availability.kind) {
      case 'desk': {
        // Who has asked before is one of those who wait: there is no place to tell, and it may be in somebody's hands.
        if (!isNew) return [passedOn];
        const { free, ahead } = availability;
        const place =
          ahead === 0
            ? this.screens.line('handover:place.next')
            : this.screens.line('handover:place.ahead', null, { count: String(ahead) });
        return free && ahead === 0 ? [passedOn] : [passedOn, this.screens.line('handover:notFree'), place];
      }
      case 'byPhone':
        return [this.screens.line('bot:handover.closes', null, { time: availability.until })];
      case 'closed':
        return [
          availability.opens === null
            ? this.screens.line('bot:handover.noHours')
            : this.screens.line('bot:handover.opens', null, { ...availability.opens }),
        ];
    }
  }

  private factsOf(
    { journey, request, letGo, about: { locale, messageId } }: Turn,
    reference: string,
    now: Date,
  ): CaseFacts {
    const asked = { reference, idempotencyKey: messageId, locale, raisedAt: now.toISOString() };
    const reasons = (request ?? letGo)?.facts.reasons ?? [];
    return factsOf(this.catalogue, journey, { ...asked, reasons }, higher(journey.tier, journey.tierIfAsked));
  }
}
