/**
 * /questions: the same conversation as one question a page, without a script. A form is a person's message to the same
 * intake; the page that follows is drawn from the same log. Each page has an address of its own, so that a browser's
 * Back, reload and two tabs do what people expect; nothing that was written, and nothing that opens a chat, is in it.
 */
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Action, Leaflet, Screen } from '../../../dialogs/engine/screen';
import { readReturnCode, type ReturnCodes } from '../../../handover/returnCode';
import type { Words } from '../../../locales/words';
import { errorCode } from '../../../turns/errors';
import { DirectLineError } from '../../directLine/errors';
import type { Bearer } from '../../directLine/tokens';
import { sourceOf, type OriginSettings } from '../../http/origins';
import { readForm } from '../../http/readForm';
import { UnreadableBody } from '../../http/readJson';
import { readAssets } from '../assets';
import { SAYS_FROM_WHERE, sendHtml } from '../sendHtml';
import { Chats, tagOf, type ChatParts } from './chats';
import { cookieHeader, PATH, readCookie } from './cookie';
import { firstView, viewAt, type PageView } from './pageView';
import { PageProblem, STATUS, type ProblemCode } from './problem';
import { readPosted, type PostedForm } from './postedForm';
import { Renderer, type Told } from './render';
import { requireOwnPage } from './sameSite';

export interface QuestionPageParts extends ChatParts {
  readonly words: Words;
  readonly codes: ReturnCodes;
  /** What a chat opens with. */
  readonly firstScreens: readonly Screen[];
  /** The same conversation on one page. */
  readonly leaflet: () => Leaflet;
  readonly origins: OriginSettings;
  /** The built page: `dist/web`. */
  readonly folder: string;
  /** Sets the content security policy of an HTML page. */
  readonly nonceOf: (request: Request, response: Response) => string;
  /** The conversation of a return code as it was typed; null for every wrong one. */
  readonly comeBack: (typed: string) => Promise<Bearer | null>;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

interface Out {
  readonly status?: number;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In characters, as the case keeps it. */
const MAX_WISH = 500;
const LOOK_SECONDS = 30;
/** Longer than looking for any code takes. */
const WRONG_CODE_MS = 300;
const numberSchema = z.object({ number: z.coerce.number().int().min(1).max(1e9) });

const isWish = (action: Action | null): boolean =>
  action !== null && 'handover' in action && action.handover === 'wish';

export function registerQuestionPages(server: Server, parts: QuestionPageParts): void {
  const { words, codes, firstScreens, origins, limits, tokens, log } = parts;
  const { links } = readAssets(parts.folder);
  const chats = new Chats(parts);
  const renderer = new Renderer({ words, assets: links });
  const say = (id: string): string => words.line(id).text;

  const chatOf = (request: Request): Promise<Bearer | null> => chats.of(readCookie(request));
  const viewOf = async (bearer: Bearer, number?: number): Promise<PageView | null> => {
    const all = await chats.log(bearer);
    return viewAt(all, number ?? all.at(-1)?.seq ?? 0, (text) => codes.reveal(text, bearer.conversationId));
  };
  const start = (): PageView => {
    const view = firstView(firstScreens);
    if (view === null) throw new PageProblem('failed');
    return view;
  };
  const goTo = (path: string, headers: Readonly<Record<string, string>> = {}): Out => ({
    status: 303,
    html: '',
    headers: { Location: path, ...headers },
  });
  const toldOf = (code: ProblemCode, text: string): Told => ({
    ...{ code, text, sentence: say(`questions:problem.${code}`) },
    cards: text === '' ? [] : chats.cardsFor(text),
  });

  /** The page that a form came from, with what was wrong and what was written. */
  const again = async (request: Request, error: PageProblem, form: Partial<PostedForm>): Promise<Out> => {
    const { code, more } = error;
    if (code === 'notStored' || code === 'failed') log.error({ code: errorCode(more.cause) }, 'a form was not taken');
    const told = toldOf(code, form.text ?? '');
    const headers = {
      ...(more.retryAfterSeconds !== undefined && { 'Retry-After': String(more.retryAfterSeconds) }),
      ...(code === 'tooLarge' && { Connection: 'close' }),
    };
    const bearer = code === 'gone' || code === 'failed' ? null : await chatOf(request);
    const view = bearer === null ? null : await viewOf(bearer, code === 'otherChat' ? undefined : form.seen);
    if (bearer !== null && view?.request && form.back === 'request')
      return { status: STATUS[code], html: requestPage(bearer, view, told), headers };
    const html =
      bearer === null || view === null || form.seen === 0
        ? renderer.page({ view: start(), chat: '', told })
        : renderer.page({ view, chat: tagOf(bearer), told });
    return { status: STATUS[code], html, headers };
  };

  const labelOf = (action: Action | null, { screen }: PageView): string => {
    if (action === null) return '';
    const json = JSON.stringify(action);
    const shown = [...screen.answers, ...screen.offers].find((choice) => JSON.stringify(choice.action) === json);
    if (shown !== undefined) return shown.label;
    if ('change' in action) return say('ui:answered.change');
    return 'bar' in action && words.has(`ui:bar.${action.bar}`) ? say(`ui:bar.${action.bar}`) : '';
  };

  const check = (form: PostedForm, view: PageView): void => {
    const { action, text } = form;
    if (isWish(action) && text.length > MAX_WISH) throw new PageProblem('wishTooLong');
    if (action === null && text === '')
      throw new PageProblem(view.screen.kind === 'question' && view.screen.answers.length > 0 ? 'empty' : 'emptyWords');
  };

  const take = async (request: Request, form: PostedForm): Promise<Out> => {
    requireOwnPage(request, origins);
    const source = sourceOf(request, origins);
    const known = await chatOf(request);
    // A first page that was drawn without a chat begins one: an earlier person's is never gone on with.
    if (form.seen > 0 && known === null) throw new PageProblem('gone');
    if (form.seen > 0 && known !== null && form.chat !== tagOf(known)) throw new PageProblem('otherChat');
    const view = form.seen === 0 || known === null ? start() : ((await viewOf(known, form.seen)) ?? start());
    check(form, view);
    const bearer = form.seen === 0 || known === null ? await chats.start(form.id, source) : known;
    await chats.say(bearer, form, labelOf(form.action, view), source);
    const headers = { 'Set-Cookie': cookieHeader(request, origins, tokens.page(bearer)) };
    const newest = await viewOf(bearer);
    // Whoever keeps no cookie comes to no second page: what cannot wait is on this one.
    if (known === null && newest !== null && (newest.screen.pinned || newest.cards.length > 0))
      return { html: renderer.page({ view: newest, chat: tagOf(bearer) }), headers };
    return goTo(form.back === 'request' ? `${PATH}/request` : `${PATH}/${newest?.number ?? 1}`, headers);
  };

  const post = async (request: Request): Promise<Out> => {
    let form: PostedForm | null = null;
    let fields = new URLSearchParams();
    try {
      fields = await readForm(request);
      form = readPosted(fields);
      return await take(request, form);
    } catch (error) {
      const problem =
        error instanceof UnreadableBody
          ? new PageProblem(error.code === 'tooLarge' ? 'tooLarge' : 'badForm', { cause: error })
          : error instanceof PageProblem
            ? error
            : new PageProblem('failed', { cause: error });
      return await again(request, problem, form ?? { text: fields.get('message') ?? '' });
    }
  };

  const first = (news: string | null = null): Out => ({ html: renderer.page({ view: start(), chat: '', news }) });

  const newest = async (request: Request): Promise<Out> => {
    const bearer = await chatOf(request);
    const view = bearer === null ? null : await viewOf(bearer);
    if (bearer === null || view === null) return first();
    const looks = new URLSearchParams(request.getQuery()).has('look') && view.request !== null;
    return { html: renderer.page({ view, chat: tagOf(bearer), lookEvery: looks ? LOOK_SECONDS : null }) };
  };

  const at = async (request: Request): Promise<Out> => {
    const { data } = numberSchema.safeParse(request.params);
    const bearer = await chatOf(request);
    if (data === undefined || bearer === null) return again(request, new PageProblem('gone'), {});
    const view = await viewOf(bearer, data.number);
    return view === null ? newest(request) : { html: renderer.page({ view, chat: tagOf(bearer) }) };
  };

  /** A page beside the questions, of a chat that stands; without one the first question. */
  const withChat =
    (draw: (bearer: Bearer, view: PageView, request: Request) => string | Promise<string>) =>
    async (request: Request): Promise<Out> => {
      const bearer = await chatOf(request);
      const { data } = numberSchema.safeParse(request.params);
      const view = bearer === null ? null : await viewOf(bearer, data?.number);
      return bearer === null || view === null ? first() : { html: await draw(bearer, view, request) };
    };

  const requestPage = (bearer: Bearer, view: PageView, told: Told | null = null): string => {
    const facts = { request: view.request, notes: view.beside, chat: tagOf(bearer), number: view.number };
    return renderer.beside('request', say('ui:handover.title'), facts, told);
  };

  const summaryPage = async (bearer: Bearer, { screen, number }: PageView): Promise<string> => {
    const all = await chats.log(bearer);
    const outcomes = new Map<string, Screen>();
    for (const { body } of all) {
      if (
        body.kind === 'message' &&
        body.message.action !== null &&
        'bar' in body.message.action &&
        body.message.action.bar === 'startAgain'
      )
        outcomes.clear();
      if (body.kind !== 'reply' || body.reply.screen.kind !== 'outcome' || body.reply.screen.node === 'done') continue;
      const { node } = body.reply.screen;
      const view = viewAt(
        all.filter(({ seq }) => seq <= number),
        number,
        (text) => codes.reveal(text, bearer.conversationId),
      );
      outcomes.set(node, node === view?.screen.node ? view.screen : body.reply.screen);
    }
    return renderer.beside('summary', say('ui:summary.title'), {
      ...{ answered: screen.answered, outcomes: [...outcomes.values()], number, chat: tagOf(bearer) },
    });
  };

  const comeAgain = async (request: Request): Promise<Out> => {
    let typed = '';
    try {
      requireOwnPage(request, origins);
      typed = ((await readForm(request)).get('code') ?? '').slice(0, 200);
      if (typed.trim() === '') throw new PageProblem('codeEmpty');
      const reference = readReturnCode(typed)?.reference ?? null;
      if (reference === null) throw new PageProblem('codeShape');
      // Every wrong code is answered at the same time, whatever was wrong with it.
      const sameTime = new Promise((later) => setTimeout(later, WRONG_CODE_MS));
      const found = await limits.returnCode(sourceOf(request, origins), reference, () => parts.comeBack(typed));
      if (found !== null) return goTo(PATH, { 'Set-Cookie': cookieHeader(request, origins, tokens.page(found)) });
      await sameTime;
      throw new PageProblem('codeWrong');
    } catch (error) {
      const code =
        error instanceof PageProblem ? error.code : error instanceof DirectLineError ? 'tooManyCodes' : 'failed';
      // A code that opens nothing may still be nearly the right one: it is not sent back into the page.
      const told: Told = { code, text: '', sentence: say(`questions:problem.${code}`), cards: [] };
      return { status: STATUS[code], html: renderer.beside('return', say('ui:return.code'), {}, told) };
    }
  };

  const clear = async (request: Request): Promise<Out> => {
    try {
      requireOwnPage(request, origins);
      const bearer = await chatOf(request);
      if (bearer !== null) {
        if ((await readForm(request)).get('chat') !== tagOf(bearer)) throw new PageProblem('otherChat');
        await chats.clear(bearer);
      }
      return goTo(`${PATH}/cleared`, { 'Set-Cookie': cookieHeader(request, origins, null) });
    } catch (error) {
      return await again(
        request,
        error instanceof PageProblem ? error : new PageProblem('failed', { cause: error }),
        {},
      );
    }
  };

  /** Deletes the chat and leaves at once, also where that fails. Of another website nothing comes here: see the cookie. */
  const exit = async (request: Request): Promise<Out> => {
    const bearer = await chatOf(request);
    if (bearer !== null)
      await chats.clear(bearer).catch((error: unknown) => {
        log.error({ code: errorCode(error) }, 'a chat could not be deleted');
      });
    const headers = { Location: say('ui:page.exitAddress'), 'Set-Cookie': cookieHeader(request, origins, null) };
    return { status: 303, html: '', headers };
  };

  const page =
    (handler: (request: Request) => Out | Promise<Out>) =>
    (request: Request, response: Response, next: (ok?: false) => void): void => {
      parts.nonceOf(request, response);
      void Promise.resolve()
        .then(() => handler(request))
        .catch((cause: unknown) => again(request, new PageProblem('failed', { cause }), {}))
        .then((out) => {
          sendHtml(request, response, { ...out, headers: { ...SAYS_FROM_WHERE, ...out.headers } });
          next(false);
        });
    };

  let drawnLeaflet: string | null = null;
  const leaflet = (): Out => {
    drawnLeaflet ??= renderer.beside('leaflet', say('leaflet:title'), {
      leaflet: parts.leaflet(),
      tell: (key: string, values?: Readonly<Record<string, string>>) =>
        words.line(`leaflet:${key}`, undefined, values).text,
      ofSection: (id: string): string => say(`leaflet:section.${id}`),
    });
    return { html: drawnLeaflet };
  };

  server.get('/leaflet', page(leaflet));
  server.head('/leaflet', page(leaflet));
  server.post(PATH, page(post));
  server.get(PATH, page(newest));
  server.get(`${PATH}/summary`, page(withChat(summaryPage)));
  server.get(
    `${PATH}/request`,
    page(
      withChat((bearer, view) =>
        view.request === null ? renderer.page({ view, chat: tagOf(bearer) }) : requestPage(bearer, view),
      ),
    ),
  );
  server.get(
    `${PATH}/card/:number`,
    page(
      withChat((bearer, view) =>
        view.askCard === null
          ? renderer.page({ view, chat: tagOf(bearer) })
          : renderer.beside('card', view.askCard.title.text, {
              card: view.askCard,
              number: view.number,
              chat: tagOf(bearer),
            }),
      ),
    ),
  );
  server.get(
    `${PATH}/return`,
    page(() => ({ html: renderer.beside('return', say('ui:return.code'), {}) })),
  );
  server.post(`${PATH}/return`, page(comeAgain));
  server.get(
    `${PATH}/clear`,
    page(
      withChat((bearer, view) =>
        renderer.beside('clear', say('ui:clear.title'), {
          ...{ chat: tagOf(bearer), hasRequest: view.request !== null, isLive: view.request?.live === true },
        }),
      ),
    ),
  );
  server.post(`${PATH}/clear`, page(clear));
  server.get(
    `${PATH}/cleared`,
    page(() => first(say('ui:clear.done'))),
  );
  server.get(`${PATH}/exit`, page(exit));
  server.get(`${PATH}/:number`, page(at));
}
