/** What a person asks of the conversation itself: a person, help now, back, again, another language. */
import type { DialogContext } from 'botbuilder-dialogs';
import type { Command } from '../understanding/types';
import type { Asides } from './asides';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import { goBack, startOf } from './engine/step';
import { moveTo, openPlace } from './moves';
import type { PalsChat } from './palsChat';
import type { Screens } from './screens';
import { Turn } from './turn';

export class Commands {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screens: Screens,
    private readonly asides: Asides,
    private readonly pals: PalsChat,
    private readonly audience: 'public' | 'staff',
  ) {}

  async obey(dialog: DialogContext, command: Command): Promise<void> {
    await this.ways[command](dialog);
  }

  private readonly ways: Readonly<Record<Command, (dialog: DialogContext) => Promise<void>>> = {
    talkToPals: (dialog) => this.open(dialog, HANDOVER),
    helpNow: (dialog) => this.open(dialog, 'whatIsHappening'),
    unhappy: (dialog) => this.open(dialog, this.audience === 'staff' ? 'staffUnhappy' : 'whatWouldHelp'),
    showSteps: (dialog) => {
      const isInHospital = Turn.of(dialog.context).journey.flags.includes('inHospital');
      return this.open(
        dialog,
        this.audience === 'staff' ? 'staffRefer' : isInHospital ? 'hospitalSteps' : 'gpReferralSteps',
      );
    },
    goBack: (dialog) => this.goBack(dialog),
    startAgain: (dialog) => this.startAgain(dialog),
    hello: (dialog) => this.asides.again(dialog, 'bot:hello'),
    thanks: (dialog) => this.asides.again(dialog, 'bot:thanks'),
    goodbye: (dialog) => this.asides.again(dialog, 'bot:goodbye'),
    robot: (dialog) => this.asides.again(dialog, 'bot:robot'),
    offTopic: (dialog) => {
      const turn = Turn.of(dialog.context);
      turn.before.push(...this.screens.signposts(['E-PALS-HOURS'], turn.journey.voice));
      return this.asides.again(dialog, 'bot:offTopic');
    },
    repeat: (dialog) => this.asides.again(dialog, 'bot:repeat', { whole: true }),
    language: (dialog) => this.language(dialog),
  };

  private async open(dialog: DialogContext, target: string): Promise<void> {
    await openPlace(dialog, this.catalogue, target);
  }

  private async goBack(dialog: DialogContext): Promise<void> {
    const turn = Turn.of(dialog.context);
    let back = goBack(this.catalogue, turn.journey);
    while (back !== null && this.pals.isOver(turn, back.at)) back = goBack(this.catalogue, back);
    return back === null ? await this.asides.again(dialog, 'bot:firstQuestion') : await moveTo(dialog, back);
  }

  private async startAgain(dialog: DialogContext): Promise<void> {
    const turn = Turn.of(dialog.context);
    turn.before.push(this.screens.line('bot:startAgain'));
    const { tier, reasons, maskedKinds } = turn.journey;
    await moveTo(dialog, { ...startOf(this.catalogue, this.audience), tier, reasons, maskedKinds });
  }

  private async language({ context }: DialogContext): Promise<void> {
    const turn = Turn.of(context);
    const { journey, request, before } = turn;
    const lines = ['bot:language.englishOnly', 'bot:language.interpreter'].map((id) => this.screens.line(id));
    const hours = this.screens.signposts(['E-PALS-HOURS'], journey.voice);
    turn.say(this.screens.notice(journey, [...before, ...lines, ...hours], request));
    await Promise.resolve();
  }
}
