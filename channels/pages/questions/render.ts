/** The question pages as HTML documents. Every word by its id, every text as text. */
import { randomBytes } from 'node:crypto';
import type { Choice, Screen } from '../../../dialogs/engine/screen';
import type { Words } from '../../../locales/words';
import type { PageAssets } from '../assets';
import { templates } from '../templates';
import { LIVE, type PageView } from './pageView';
import type { ProblemCode } from './problem';

export interface RenderParts {
  readonly words: Words;
  readonly assets: PageAssets;
}

/** What a page says of the form that was not taken. */
export interface Told {
  readonly code: ProblemCode;
  readonly sentence: string;
  /** What was written: it comes back into its box. */
  readonly text: string;
  /** Shown first, whatever was wrong. */
  readonly cards: readonly Screen[];
}

export interface PageOptions {
  readonly view: PageView;
  /** Which chat it is drawn for; empty before one has begun. */
  readonly chat: string;
  readonly told?: Told | null;
  /** A line above all, such as that the chat is cleared. */
  readonly news?: string | null;
  /** Seconds after which the page looks for an answer by itself: the person chose so. */
  readonly lookEvery?: number | null;
}

export const newFormId = (): string => randomBytes(16).toString('base64url');

/** Where the error summary leads. */
const focusOf = (code: ProblemCode, hasAnswers: boolean): string => {
  if (code.startsWith('code')) return 'code';
  return code === 'empty' && hasAnswers ? 'choice-1' : 'message';
};

export class Renderer {
  constructor(private readonly parts: RenderParts) {}

  /** A question, an outcome, or a chat with PALS. */
  page({ view, chat, told = null, news = null, lookEvery = null }: PageOptions): string {
    const { screen } = view;
    const isLive = screen.node === LIVE;
    const heading =
      (screen.kind === 'question' ? screen.ask?.text : screen.title?.text) ?? this.#say('ui:page.assistant');
    const radios: readonly Choice[] = screen.kind === 'question' ? screen.answers : [];
    return this.#render('questions/page.njk', heading, told, {
      ...{ view, screen, chat, told, news, lookEvery, isLive, radios, heading },
      buttons: screen.kind === 'question' ? [] : screen.answers,
      focus: told === null ? '' : focusOf(told.code, radios.length > 0),
      isOpen: view.request !== null || view.messages.length > 0,
    });
  }

  /** One of the pages beside the questions. */
  beside(
    name: 'summary' | 'card' | 'request' | 'return' | 'clear' | 'leaflet',
    heading: string,
    more: Readonly<Record<string, unknown>>,
    told: Told | null = null,
  ): string {
    return this.#render(`questions/${name}.njk`, heading, told, {
      heading,
      ...more,
      told,
      focus: told === null ? '' : focusOf(told.code, false),
    });
  }

  #say(id: string): string {
    return this.parts.words.line(id).text;
  }

  #render(name: string, heading: string, told: Told | null, more: Readonly<Record<string, unknown>>): string {
    const { words, assets } = this.parts;
    const plain = words.line('questions:title', undefined, { heading }).text;
    return templates().render(name, {
      language: words.language,
      assets,
      formId: newFormId(),
      title: told === null ? plain : words.line('questions:errorTitle', undefined, { title: plain }).text,
      personal: words.unit('S24').text,
      pageHeading: words.unit('S01').text,
      accessibility: words.line('accessibility:link').text,
      ui: (key: string) => words.line(`ui:${key}`).text,
      say: (key: string, values?: Readonly<Record<string, string>>) =>
        words.line(`questions:${key}`, undefined, values).text,
      ...more,
    });
  }
}
