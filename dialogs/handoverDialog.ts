/** "Talk to PALS": the case is raised from the answers already given; nothing is asked before it. */
import { WaterfallDialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import type { CaseRecord } from '../handover/case';
import type { Availability } from '../handover/availability';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import { answersOf } from './engine/journey';
import { follow } from './engine/step';
import type { Screens } from './screens';
import { higher, Turn } from './turn';

export interface HandoverServices {
  readonly now: () => Date;
  /** A new chat reference, such as SO-7K4P-2MXQ. */
  readonly newReference: () => string;
  readonly availability: (now: Date) => Availability;
}

export class HandoverDialog extends WaterfallDialog {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly services: HandoverServices,
  ) {
    super(HANDOVER);
    this.addStep(this.raise.bind(this));
  }

  private async raise(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = Turn.of(step.context);
    const now = this.services.now();
    turn.raise('T6', 'asked');
    // One case for a conversation: asking again brings it up to date.
    turn.reference ??= this.services.newReference();
    turn.cases.push(this.caseOf(turn, turn.reference, now));

    const availability = this.services.availability(now);
    const voice = turn.journey.voice;
    turn.before.push(
      ...this.hours(availability),
      { kind: 'reference', label: this.screens.lineOf('bot:handover.reference', voice), reference: turn.reference },
      this.screens.line('bot:handover.keepIt', voice),
    );
    const outcome = availability.kind === 'closed' ? 'handoverClosed' : 'handoverByPhone';
    turn.journey = { ...turn.journey, ...follow(this.catalogue, turn.journey, outcome) };
    return await step.replaceDialog(turn.journey.at);
  }

  private hours(availability: Availability): ReturnType<Screens['line']>[] {
    if (availability.kind === 'byPhone')
      return [this.screens.line('bot:handover.closes', null, { time: availability.until })];
    if (availability.opens === null) return [this.screens.line('bot:handover.noHours')];
    return [this.screens.line('bot:handover.opens', null, { ...availability.opens })];
  }

  private caseOf({ journey, locale }: Turn, reference: string, now: Date): CaseRecord {
    return {
      reference,
      tier: higher(journey.tier, journey.tierIfAsked),
      reasons: journey.reasons,
      voice: journey.voice ?? 'patient',
      flags: journey.flags,
      answers: answersOf(journey),
      outcome: journey.outcome,
      unitsSaid: journey.unitsSaid,
      locale,
      raisedAt: now.toISOString(),
    };
  }
}
