/** What is said at a place, as a screen: its own words, what stands above and below them, and the person's own panel. */
import { RequestLines } from '../handover/requestLines';
import type { Words } from '../locales/words';
import { broughtUpToDate } from './caseFacts';
import { Choices } from './choices';
import { HANDOVER, type Catalogue } from './engine/catalogue';
import type { SignpostId } from './engine/flow';
import { answersOf, type Journey, type Voice } from './engine/journey';
import type { Action, Choice, Line, Part, Screen } from './engine/screen';
import { handoverPanel } from './handoverPanel';
import { Lines } from './lines';
import { NodeScreens, type NodeScreen } from './nodeScreens';
import { higher } from './tiers';
import { isSilent, type PalsRequest } from './turn';

/** An advisor is in the chat, and the assistant is silent. */
export const LIVE = 'handoverLive';

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

const isPerson = (action: Action): boolean => 'offer' in action && action.offer === HANDOVER;

export class Screens {
  private readonly known = new Map<string, NodeScreen>();
  private readonly requestLines: RequestLines;
  private readonly lines: Lines;
  private readonly buttons: Choices;
  private readonly nodes: NodeScreens;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly words: Words,
  ) {
    this.requestLines = new RequestLines(words, catalogue);
    this.lines = new Lines(words);
    this.buttons = new Choices(catalogue, this.lines);
    this.nodes = new NodeScreens(catalogue, this.lines, this.buttons);
  }

  of(journey: Journey, options: ScreenOptions = {}): Screen {
    const base = this.base(journey, options.resumed === true && !this.catalogue.isQuestion(journey.at));
    const { before = [], after = [], offerPerson = 'no' } = options;
    const person = offerPerson === 'no' ? [] : [this.buttons.person(journey.voice)];
    const meant = this.buttons.meant(journey, [...base.answers, ...base.offers]);
    const others = (choices: readonly Choice[]): Choice[] => choices.filter((one) => !meant.includes(one));
    // Nobody is offered a person twice.
    const offersLeft = person.length === 0 ? base.offers : base.offers.filter(({ action }) => !isPerson(action));
    const first = offerPerson === 'first' ? person : [];
    const last = offerPerson === 'last' ? person : [];
    return {
      ...base,
      parts: [...before, ...base.parts, ...after],
      // The same list where nothing is added: a channel sends what it made of it before.
      answers:
        person.length + meant.length === 0 ? base.answers : [...first, ...meant, ...others(base.answers), ...last],
      offers: meant.length === 0 ? offersLeft : others(offersLeft),
      answered: this.answersIn(journey),
      ...this.panel(journey, options.request ?? null),
    };
  }

  /** The buttons of the open node, as they are shown. */
  choices(journey: Journey): readonly Choice[] {
    const { answers, offers } = journey.meant.length === 0 ? this.base(journey, false) : this.of(journey);
    return [...answers, ...offers];
  }

  /** An answer with its question, also to one that is not open. */
  answered({ question, answer }: { question: string; answer: string }, voice: Voice | null): Line {
    const key = `${this.catalogue.questions.get(question)?.flowId ?? ''}:${question}`;
    const ask = this.lineOf(`${key}.ask`, voice).text;
    return this.lineOf('bot:noted.answer', voice, { ask, answer: this.lineOf(`${key}.answers.${answer}`, voice).text });
  }

  private base(journey: Journey, resumed: boolean): NodeScreen {
    const apologised = this.apologisedJustNow(journey);
    const leftQuestion = journey.left !== null && this.catalogue.isQuestion(journey.left.at);
    const key = [journey.at, journey.flow, journey.voice, leftQuestion, resumed, apologised, ...journey.flags].join();
    let base = this.known.get(key);
    if (base === undefined) {
      base = this.catalogue.isQuestion(journey.at)
        ? this.nodes.question(journey)
        : this.nodes.outcome(journey, resumed, apologised);
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
      answered: this.answersIn(journey),
      flags,
      ...this.panel(journey, request),
    };
  }

  /** The person's request for PALS as it stands beside any screen. */
  panel(journey: Journey, request: PalsRequest | null): Pick<Screen, 'handover'> {
    if (request === null || (isSilent(request) && journey.at !== 'handoverLive')) return {};
    const facts = broughtUpToDate(this.catalogue, journey, request.facts, !isSilent(request));
    const tier = higher(request.tier, facts.tier);
    return { handover: handoverPanel(this.requestLines, this.words, { ...request, facts, tier }, journey.at === LIVE) };
  }

  line(id: string, voice: Voice | null = null, values?: Record<string, string>): Part {
    return this.lines.line(id, voice, values);
  }

  lineOf(id: string, voice: Voice | null = null, values?: Record<string, string>): Line {
    return this.lines.lineOf(id, voice, values);
  }

  signposts(ids: readonly SignpostId[], voice: Voice | null): Part[] {
    return this.lines.signposts(ids, voice);
  }

  /** The words that stand on the button for this action, wherever it was shown. */
  labelsOf(action: Action): string[] {
    return this.buttons.labelsOf(action);
  }

  private apologisedJustNow(journey: Journey): boolean {
    const last = journey.past.at(-1);
    return last !== undefined && this.catalogue.questions.get(last.before.at)?.question.apologises === true;
  }

  private answersIn(journey: Journey): Screen['answered'] {
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
