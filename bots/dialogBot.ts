/** Runs one turn of the dialogs between the state that was stored and the state that will be. */
import { ActivityTypes, TurnContext } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import { z } from 'zod';
import { broughtUpToDate } from '../dialogs/caseFacts';
import { Catalogue } from '../dialogs/engine/catalogue';
import { journeySchema, type Journey } from '../dialogs/engine/journey';
import { plainText } from '../dialogs/engine/plainText';
import type { Action, Leaflet, PageSafety, Part, Screen } from '../dialogs/engine/screen';
import { startOf } from '../dialogs/engine/step';
import { FlowDialogs } from '../dialogs/flowDialogs';
import { secondOpinion } from '../dialogs/flows';
import { HandoverDialog, type HandoverServices } from '../dialogs/handoverDialog';
import { MainDialog } from '../dialogs/mainDialog';
import { Screens } from '../dialogs/screens';
import { PalsChat } from '../dialogs/palsChat';
import { isSilent, Turn, type PalsRequest } from '../dialogs/turn';
import type { Case } from '../handover/case';
import { canAskAgain, hasRequest } from '../handover/caseStates';
import { answerLine } from '../handover/takenOut';
import type { Words } from '../locales/words';
import type { SafetyVerdict } from '../understanding/types';
import { BufferAdapter } from './bufferAdapter';
import { leafletOf } from './leaflet';
import { safetyScreens } from './safetyScreens';
import type { Bot, Reply, TurnInput, TurnResult } from './turn';

const stateSchema = z.object({
  journey: journeySchema,
  dialogs: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
  /** An advisor was in the chat until now, and how it ended; null once the person has written since. */
  ended: z.enum(['left', 'byPals']).nullable().default(null),
});
type BotState = z.infer<typeof stateSchema>;

export interface DialogBotParts extends HandoverServices {
  readonly words: Words;
}

export class DialogBot implements Bot {
  private readonly catalogue = new Catalogue(secondOpinion);
  private readonly adapter = new BufferAdapter();
  private readonly screens: Screens;
  private readonly handover: HandoverDialog;
  private readonly main: MainDialog;

  constructor(
    private readonly audience: 'public' | 'staff',
    { words, ...handover }: DialogBotParts,
  ) {
    this.screens = new Screens(this.catalogue, words);
    this.handover = new HandoverDialog(this.catalogue, this.screens, handover, audience);
    const dialogs = new FlowDialogs(this.catalogue, this.screens, this.handover);
    const pals = new PalsChat(this.catalogue, this.screens, handover);
    this.main = new MainDialog(this.catalogue, this.screens, dialogs, pals, audience);
  }

  async turn({ conversationId, locale, state, message, openCase, isOvertaken }: TurnInput): Promise<TurnResult> {
    const { journey, dialogs, isRepaired, ended } = this.stateOf(state);
    const messageId = message?.id ?? conversationId;
    const letGo = openCase !== null && canAskAgain(openCase.state) ? openCase : null;
    const turn = new Turn(journey, requestOf(openCase), letGo, { locale, conversationId, messageId });
    const context = new TurnContext(this.adapter, {
      type: ActivityTypes.Message,
      id: messageId,
      text: message !== null && 'text' in message ? message.text : '',
      channelId: 'pals',
      conversation: { id: conversationId, isGroup: false, conversationType: 'personal', name: '' },
    });
    turn.isRepaired = isRepaired;
    turn.ended = ended;
    turn.isLate = ended !== null && isOvertaken === true;
    Turn.attach(context, turn);
    const dialogState: DialogState = { dialogStack: dialogs.dialogStack.map(({ id, state }) => ({ id, state })) };
    await this.main.run(context, dialogState, message);
    // Staff have their ward's own route, and are told to use it.
    if (turn.alertDue && this.audience === 'public') await this.handover.alert(context);
    this.bringUpToDate(turn);
    return {
      state: { journey: turn.journey, dialogs: dialogState, ended: turn.ended },
      replies: turn.screens.map((screen) => ({ ...replyOf(screen), about: aboutOf(screen, turn) })),
      about: turn.toldLines,
      caseChanges: turn.caseChanges,
      ratings: turn.ratings,
    };
  }

  /** While PALS has the request, what the person goes on to answer reaches it by itself. */
  private bringUpToDate({ request, journey, caseChanges }: Turn): void {
    if (request === null || caseChanges.some(({ kind }) => kind === 'raise' || kind === 'leave')) return;
    const facts = broughtUpToDate(this.catalogue, journey, request.facts, !isSilent(request));
    // What has been said is read in the chat itself.
    const { unitsSaid } = facts;
    if (JSON.stringify(facts) !== JSON.stringify({ ...request.facts, unitsSaid }))
      caseChanges.push({ kind: 'facts', facts });
  }

  isLabel(action: Action, text: string): boolean {
    return this.screens.labelsOf(action).includes(text);
  }

  /** For a page, which shows them when the server does not answer. */
  safetyScreens(): readonly PageSafety[] {
    return safetyScreens(this.catalogue, this.screens);
  }

  /** The same questions, outcomes and words on one page. */
  leaflet(): Leaflet {
    return leafletOf(this.catalogue, this.screens);
  }

  withoutState(
    verdict: SafetyVerdict,
    problem: 'notStored' | 'failed' | 'tooLong' | 'off',
    stands?: Pick<TurnInput, 'state' | 'openCase'>,
  ): readonly Reply[] {
    const start = startOf(this.catalogue, this.audience);
    const panel = stands === undefined ? {} : this.panelOf(stands);
    const route = verdict.tier === null ? null : this.catalogue.safetyRoutes(start)[verdict.tier];
    const apology = [
      this.screens.line(`bot:${problem}`, this.audience === 'staff' ? 'staff' : 'patient'),
      this.screens.line('bot:phonePals'),
    ];
    const withoutButtons = (screen: Screen, parts: Part[]): Screen => ({
      ...screen,
      ...panel,
      parts,
      answers: [],
      offers: [],
    });
    const sorry = withoutButtons(this.screens.notice(start, []), apology);
    if (route === null) return [replyOf(sorry)];
    const card = this.screens.of({ ...start, at: route });
    return [withoutButtons(card, card.parts), sorry].map(replyOf);
  }

  private panelOf({ state, openCase }: Pick<TurnInput, 'state' | 'openCase'>): Pick<Screen, 'handover'> {
    return this.screens.panel(this.stateOf(state).journey, requestOf(openCase));
  }

  /** What cannot be read, or names what a release has removed, begins again at the last question that is still asked. */
  private stateOf(stored: unknown): BotState & { readonly isRepaired: boolean } {
    const parsed = stateSchema.safeParse(stored);
    if (!parsed.success) {
      const journey = startOf(this.catalogue, this.audience);
      const dialogs = { dialogStack: [] };
      return { journey, dialogs, ended: null, isRepaired: stored !== null };
    }
    const { journey } = parsed.data;
    const isRepaired = !this.catalogue.isNode(journey.at);
    return { ...parsed.data, journey: isRepaired ? this.lastKnown(journey) : journey, isRepaired };
  }

  private lastKnown(journey: Journey): Journey {
    const index = journey.past.findLastIndex(({ before }) => this.catalogue.isNode(before.at));
    const entry = journey.past[index];
    const fresh = startOf(this.catalogue, this.audience);
    return entry === undefined ? fresh : { ...journey, ...entry.before, past: journey.past.slice(0, index) };
  }
}

const requestOf = (openCase: Case | null): PalsRequest | null =>
  openCase === null || !hasRequest(openCase.state)
    ? null
    : {
        facts: openCase.facts,
        person: openCase.person,
        tier: openCase.tier,
        isLive: openCase.state === 'withAdvisor',
      };

/** Lines of a request for PALS that a reply tells of: those of its message, and the outcome that it gives. */
function aboutOf({ kind, node, parts }: Screen, { toldLines, journey: { outcome, outcomeAfter } }: Turn): string[] {
  const isOutcome = kind === 'outcome' && node === outcome;
  const tellsRemoved = parts.some((part) => part.kind === 'line' && part.line.id.startsWith('bot:personalInfo.'));
  const lines = [
    ...toldLines,
    ...(isOutcome ? ['outcome'] : []),
    ...(isOutcome && outcomeAfter !== null ? [answerLine(outcomeAfter)] : []),
    ...(tellsRemoved ? ['masked'] : []),
  ];
  return [...new Set(lines)];
}

const replyOf = (screen: Screen): Reply => ({ text: plainText(screen), screen });
