/** What a question or an outcome says by itself: the words of `locales/` in the order that the flow gives. */
import type { Choices } from './choices';
import type { Catalogue } from './engine/catalogue';
import type { Outcome, OutcomePart, UnitId } from './engine/flow';
import type { Journey, Voice } from './engine/journey';
import type { AskCard, Part, Screen } from './engine/screen';
import type { Lines } from './lines';

/** "You can speak to PALS" is the last thing said on a screen. */
const LAST_UNIT: UnitId = 'S04';
/** "Please don't include personal information" stands next to what is asked. */
const NOTICE_UNIT: UnitId = 'S24';
const DEFAULT_ORDER: readonly OutcomePart[] = ['lines', 'says', 'signposting'];

/** What stays the same for everybody who stands at the same node with the same flags. */
export type NodeScreen = Omit<Screen, 'answered' | 'handover'>;

export class NodeScreens {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly lines: Lines,
    private readonly choices: Choices,
  ) {}

  question(journey: Journey): NodeScreen {
    const { flowId, question } = this.catalogue.question(journey.at);
    const says = question.says ?? [];
    const voice = journey.voice ?? 'patient';
    const key = `${flowId}:${journey.at}`;
    return {
      node: journey.at,
      kind: 'question',
      tier: 'T7',
      pinned: false,
      parts: [
        ...this.lines.units(
          says.filter((unit) => unit !== NOTICE_UNIT),
          voice,
        ),
        ...this.lines.signposts(question.signposting ?? [], voice),
        ...(says.includes(NOTICE_UNIT) ? this.lines.units([NOTICE_UNIT], voice) : []),
        // What a word in the question means, said before it.
        ...(this.lines.words.has(`${key}.before`) ? [this.lines.line(`${key}.before`, voice)] : []),
      ],
      ask: this.lines.lineOf(`${key}.ask`, voice),
      answers: this.choices.answers(journey),
      offers: this.choices.offers(journey, question.offers ?? []),
      pageActions: [],
      flags: [...journey.flags],
    };
  }

  outcome(journey: Journey, resumed: boolean, apologised: boolean): NodeScreen {
    const outcome = this.catalogue.outcome(journey.at, journey);
    const voice = journey.voice ?? 'patient';
    const offers = this.catalogue.offersOf(journey.at, journey);
    return {
      node: journey.at,
      kind: 'outcome',
      tier: outcome.tier,
      pinned: outcome.pinned === true,
      title: this.lines.lineOf(`outcomes:${journey.at}.title`, voice),
      parts: resumed
        ? [this.lines.line('bot:whereYouWere')]
        : this.outcomeParts(journey.at, outcome, voice, apologised),
      answers: this.choices.wayOn(journey),
      offers: this.choices.offers(journey, offers),
      pageActions: offers.flatMap((id) => {
        const action = this.catalogue.offer(id).onPage;
        return action === undefined ? [] : [{ id: action, label: this.lines.lineOf(`offers:${id}`, voice).text }];
      }),
      ...(outcome.askCard === undefined || journey.flags.includes('staff')
        ? {}
        : { askCard: this.askCard(outcome.askCard, voice) }),
      flags: [...journey.flags],
    };
  }

  private outcomeParts(id: string, outcome: Outcome, voice: Voice, apologised: boolean): Part[] {
    const lines = (outcome.lines ?? []).filter((line) => !(apologised && line === outcome.apology));
    const units = outcome.says ?? [];
    const said: Readonly<Record<OutcomePart, () => Part[]>> = {
      lines: () => lines.map((line) => this.lines.line(`outcomes:${id}.${line}`, voice)),
      says: () =>
        this.lines.units(
          units.filter((unit) => unit !== LAST_UNIT),
          voice,
        ),
      signposting: () => this.lines.signposts([...(outcome.signposting ?? []), ...(outcome.offByDefault ?? [])], voice),
    };
    const last = units.includes(LAST_UNIT) ? this.lines.units([LAST_UNIT], voice) : [];
    return [...(outcome.order ?? DEFAULT_ORDER).flatMap((part) => said[part]()), ...last];
  }

  private askCard(card: NonNullable<Outcome['askCard']>, voice: Voice): AskCard {
    return {
      to: card.to,
      title: this.lines.lineOf(`askCard:title.${card.to}`, voice),
      intro: [this.lines.lineOf(`askCard:intro.${card.to}`, voice)],
      questions: card.asks.map((unit) => ({ ...this.lines.lineOf(`askCard:${unit}`, voice), unit })),
      footer: [this.lines.lineOf('askCard:footer', voice)],
    };
  }
}
