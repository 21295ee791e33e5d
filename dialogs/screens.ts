/** What a node says and offers, as a screen: the words of `locales/` in the order that the flow gives. */
import type { SignpostPart, Words } from '../locales/words';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { Outcome, OutcomePart, SignpostId, UnitId } from './engine/flow';
import { answersOf, type Journey, type Voice } from './engine/journey';
import { RequestLines } from '../handover/requestLines';
import { broughtUpToDate } from './caseFacts';
import { handoverPanel } from './handoverPanel';
import { higher } from './tiers';
import { isSilent, type PalsRequest } from './turn';
import type { Action, AskCard, Choice, Line, Part, Screen } from './engine/screen';

/** Page headings, and how the units that follow them are set. The others are lines of their own. */
const HEADED: Readonly<Record<string, 'line' | 'steps' | 'list'>> = { S05: 'line', S13: 'steps', S19: 'list' };
/** "You can speak to PALS" is the last thing said on a screen. */
const LAST_UNIT: UnitId = 'S04';
/** "Please don't include personal information" stands next to what is asked. */
const NOTICE_UNIT: UnitId = 'S24';
/** Units that do not speak to a "you" who could be taken for somebody else. */
const NOT_TO_YOU: readonly UnitId[] = ['S01', 'S02', 'S04', 'S05', 'S11', 'S12', 'S13', 'S19', 'S20', 'S21', 'S24'];
/** An advisor is in the chat, and the assistant is silent. */
export const LIVE = 'handoverLive';
const DEFAULT_ORDER: readonly OutcomePart[] = ['lines', 'says', 'signposting'];

/** What stays the same for everybody who stands at the same node with the same flags. */
type BaseScreen = Omit<Screen, 'answered' | 'handover'>;

interface ScreenOptions {
  /** Stand above what the node says. */
  readonly before?: readonly Part[];
  /** Stand below it. */
  readonly after?: readonly Part[];
  /** An outcome that was left is not said again; what it offers is. */
  readonly resumed?: boolean;
  readonly offerPerson?: 'no' | 'last' | 'first';
  /** The person's request for PALS while it stands. */
  readonly request?: PalsRequest | null;
}

export class Screens {
  private readonly known = new Map<string, BaseScreen>();
  private readonly lines: RequestLines;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly words: Words,
  ) {
    this.lines = new RequestLines(words, catalogue);
  }

  of(journey: Journey, options: ScreenOptions = {}): Screen {
    const base = this.base(journey, options.resumed === true && !this.catalogue.isQuestion(journey.at));
    const { before = [], after = [], offerPerson = 'no' } = options;
    const person = offerPerson === 'no' ? [] : [this.personChoice(journey.voice)];
    const answers = offerPerson === 'first' ? [...person, ...base.answers] : [...base.answers, ...person];
    return {
      ...base,
      parts: [...before, ...base.parts, ...after],
      // The same list where nothing is added: a channel sends what it made of it before.
      answers: person.length === 0 ? base.answers : answers,
      answered: this.answered(journey),
      ...this.panel(journey, options.request ?? null),
    };
  }

  /** The buttons of the open node. */
  choices(journey: Journey): readonly Choice[] {
    const { answers, offers } = this.base(journey, false);
    return [...answers, ...offers];
  }

  private base(journey: Journey, resumed: boolean): BaseScreen {
    const apologised = this.apologisedJustNow(journey);
    const leftQuestion = journey.left !== null && this.catalogue.isQuestion(journey.left.at);
    const key = [journey.at, journey.flow, journey.voice, leftQuestion, resumed, apologised, ...journey.flags].join();
    let base = this.known.get(key);
    if (base === undefined) {
      base = this.catalogue.isQuestion(journey.at)
        ? this.question(journey)
        : this.outcome(journey, resumed, apologised);
      this.known.set(key, base);
    }
    return base;
  }

  /** Lines beside the open node: the node's own buttons stay as they are. */
  notice(journey: Journey, parts: readonly Part[], request: PalsRequest | null = null): Screen {
    const { answers, offers, pageActions, flags } = this.of(journey);
    return {
      node: journey.at,
      kind: 'notice',
      tier: 'T7',
      pinned: false,
      parts: [...parts],
      answers,
      offers,
      pageActions,
      answered: this.answered(journey),
      flags,
      ...this.panel(journey, request),
    };
  }

  /** The person's request for PALS as it stands beside any screen. */
  panel(journey: Journey, request: PalsRequest | null): Pick<Screen, 'handover'> {
    if (request === null || (isSilent(request) && journey.at !== 'handoverLive')) return {};
    const facts = broughtUpToDate(this.catalogue, journey, request.facts, !isSilent(request));
    const tier = higher(request.tier, facts.tier);
    return { handover: handoverPanel(this.lines, this.words, { ...request, facts, tier }, journey.at === LIVE) };
  }

  line(id: string, voice: Voice | null = null, values?: Record<string, string>): Part {
    return { kind: 'line', line: this.lineOf(id, voice, values) };
  }

  lineOf(id: string, voice: Voice | null = null, values?: Record<string, string>): Line {
    return this.words.line(id, voice ?? 'patient', values);
  }

  signposts(ids: readonly SignpostId[], voice: Voice | null): Part[] {
    return ids
      .map((id) => this.words.signpost(id, voice ?? 'patient'))
      .filter((part): part is SignpostPart => part !== null);
  }

  /** The words that stand on the button for this action, wherever it was shown. */
  labelsOf(action: Action): string[] {
    const ids =
      'answer' in action
        ? [`${this.catalogue.questions.get(action.at)?.flowId ?? ''}:${action.at}.answers.${action.answer}`]
        : 'offer' in action
          ? [`offers:${action.offer}`]
          : 'carryOn' in action
            ? [`outcomes:${action.at}.carryOn`, 'offers:carryOn', 'offers:finish']
            : 'bar' in action
              ? [`ui:bar.${action.bar}`, 'offers:handover']
              : [];
    return ids.filter((id) => this.words.has(id)).map((id) => this.words.line(id).text);
  }

  private personChoice(voice: Voice | null): Choice {
    return { id: 'bar.talkToPals', label: this.lineOf('offers:handover', voice).text, action: { bar: 'talkToPals' } };
  }

  private apologisedJustNow(journey: Journey): boolean {
    const last = journey.past.at(-1);
    return last !== undefined && this.catalogue.questions.get(last.before.at)?.question.apologises === true;
  }

  private question(journey: Journey): BaseScreen {
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
        ...this.units(
          says.filter((unit) => unit !== NOTICE_UNIT),
          voice,
        ),
        ...this.signposts(question.signposting ?? [], voice),
        ...(says.includes(NOTICE_UNIT) ? this.units([NOTICE_UNIT], voice) : []),
        // What a word in the question means, said before it.
        ...(this.words.has(`${key}.before`) ? [this.line(`${key}.before`, voice)] : []),
      ],
      ask: this.words.line(`${key}.ask`, voice),
      answers: Object.keys(question.answers).map((answer) => ({
        id: `${journey.at}.${answer}`,
        label: this.words.line(`${key}.answers.${answer}`, voice).text,
        action: { at: journey.at, answer },
      })),
      offers: this.offers(journey, question.offers ?? []),
      pageActions: [],
      flags: [...journey.flags],
    };
  }

  private outcome(journey: Journey, resumed: boolean, apologised: boolean): BaseScreen {
    const outcome = this.catalogue.outcome(journey.at, journey);
    const voice = journey.voice ?? 'patient';
    const offers = outcome.offers ?? [];
    return {
      node: journey.at,
      kind: 'outcome',
      tier: outcome.tier,
      pinned: outcome.pinned === true,
      title: this.words.line(`outcomes:${journey.at}.title`, voice),
      parts: resumed ? [this.line('bot:whereYouWere')] : this.outcomeParts(journey.at, outcome, voice, apologised),
      answers: this.wayOn(journey),
      offers: this.offers(journey, offers),
      pageActions: offers.flatMap((id) => {
        const action = this.catalogue.offer(id).onPage;
        return action === undefined ? [] : [{ id: action, label: this.words.line(`offers:${id}`, voice).text }];
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
      lines: () => lines.map((line) => this.line(`outcomes:${id}.${line}`, voice)),
      says: () =>
        this.units(
          units.filter((unit) => unit !== LAST_UNIT),
          voice,
        ),
      signposting: () => this.signposts([...(outcome.signposting ?? []), ...(outcome.offByDefault ?? [])], voice),
    };
    const last = units.includes(LAST_UNIT) ? this.units([LAST_UNIT], voice) : [];
    return [...(outcome.order ?? DEFAULT_ORDER).flatMap((part) => said[part]()), ...last];
  }

  private units(ids: readonly UnitId[], voice: Voice): Part[] {
    const speaksToYou = ids.some((id) => !NOT_TO_YOU.includes(id));
    const parts: Part[] = voice !== 'patient' && speaksToYou ? [this.line('bot:pageVoice', voice)] : [];
    let items: Line[] | null = null;
    for (const id of ids) {
      const line = this.words.unit(id);
      const style = HEADED[id];
      if (style !== undefined) {
        parts.push({ kind: 'heading', line });
        items = style === 'line' ? null : [];
        if (items !== null && style !== 'line') parts.push({ kind: style, items });
      } else if (items !== null) items.push(line);
      else parts.push({ kind: 'line', line });
    }
    return parts;
  }

  private wayOn(journey: Journey): Choice[] {
    const target = this.catalogue.carryOn(journey.at, journey);
    if (target === undefined) return [];
    // With an advisor in the chat, going on with the questions means leaving the advisor.
    if (this.catalogue.map.outcomes[journey.at]?.isLive === true) {
      return [{ id: 'handover.leave', label: this.lineOf('handover:live.leave').text, action: { handover: 'leave' } }];
    }
    const own = `outcomes:${journey.at}.carryOn`;
    const key = this.words.has(own) ? own : target === 'end' ? 'offers:finish' : 'offers:carryOn';
    return [
      {
        id: `${journey.at}.carryOn`,
        label: this.words.line(key, journey.voice ?? 'patient').text,
        action: { at: journey.at, carryOn: true },
      },
    ];
  }

  private offers(journey: Journey, ids: readonly string[]): Choice[] {
    const wayOn = this.catalogue.isQuestion(journey.at) ? undefined : this.catalogue.carryOn(journey.at, journey);
    return (
      ids
        // An outcome whose way on is a person does not offer the same a second time.
        .filter(
          (id) => this.catalogue.offerTarget(id, journey) !== undefined && !(id === HANDOVER && wayOn === HANDOVER),
        )
        .map((offer) => ({
          id: `${journey.at}.${offer}`,
          label: this.words.line(`offers:${offer}`, journey.voice ?? 'patient').text,
          action: { at: journey.at, offer },
        }))
    );
  }

  private askCard(card: NonNullable<Outcome['askCard']>, voice: Voice): AskCard {
    return {
      to: card.to,
      title: this.words.line(`askCard:title.${card.to}`, voice),
      intro: [this.words.line(`askCard:intro.${card.to}`, voice)],
      questions: card.asks.map((unit) => ({ ...this.words.line(`askCard:${unit}`, voice), unit })),
      footer: [this.words.line('askCard:footer', voice)],
    };
  }

  private answered(journey: Journey): Screen['answered'] {
    return answersOf(journey).flatMap(({ question, answer }) => {
      const found = this.catalogue.questions.get(question);
      if (found?.question.answers[answer] === undefined || found.flow.interrupts === true) return [];
      const key = `${found.flowId}:${question}`;
      const voice = journey.voice ?? 'patient';
      return [
        {
          question,
          ask: this.words.line(`${key}.ask`, voice).text,
          label: this.words.line(`${key}.answers.${answer}`, voice).text,
        },
      ];
    });
  }
}
