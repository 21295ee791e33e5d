/**
 * A caller on the phone: the same questions as in the chat, read out by the advisor, who presses what the caller
 * answers. It is there for as long as the case is on the phone with this advisor, also after a reload.
 */
import type { Action } from '../../dialogs/engine/screen';
import type { CaseDetail } from '../../channels/desk/wire';
import { drawAnswers } from '../chat/answersView';
import { el } from '../chat/element';
import { drawScreen } from '../chat/screenView';
import { parseAction, parseScreen, parseStatus, type WireActivity } from '../chat/wire';
import { api } from './api';
import { CallLine } from './callLine';
import { announce, button } from './controls';
import type { Desk } from './desk';
import { plain } from './plain';
import { chatConfig, word } from './words';

/** What stays at the top of the panel, in pixels. */
const ROOM_ABOVE = 64;

export class CallView {
  readonly element = el('section', { class: 'desk-call', 'aria-labelledby': 'call-title' });
  readonly #title = el('h3', { class: 'nhsuk-heading-s', id: 'call-title', tabindex: '-1' }, word('call.title'));
  readonly #code = el('p', { class: 'desk-call__code', translate: 'no', role: 'status' });
  readonly #showCode = button('quiet', word('call.showCode'), () => void this.#giveCode());
  readonly #screens = el('div', { class: 'desk-call__screens' });
  readonly #answers = el('div', { class: 'desk-call__answers' });
  readonly #words = el('input', {
    type: 'text',
    class: 'nhsuk-input',
    id: 'call-words',
    dir: 'auto',
    autocomplete: 'off',
  });
  readonly #status = el('p', { class: 'desk-quietly', role: 'status' });
  #line: CallLine | null = null;
  #isCodeGiven = false;
  #drawn = 0;

  constructor(private readonly desk: Desk) {
    const form = el(
      'form',
      { class: 'desk-call__form' },
      el('label', { class: 'nhsuk-label', for: 'call-words' }, word('call.words')),
      this.#words,
      el('button', { type: 'submit', class: 'nhsuk-button nhsuk-button--secondary desk-button' }, word('call.send')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#words.value.trim() === '') return;
      this.#line?.send(this.#words.value, null);
      this.#words.value = '';
    });
    this.#answers.addEventListener('click', ({ target }) => {
      const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-action]') : null;
      const action = pressed === null ? null : parseAction(JSON.parse(pressed.dataset['action'] ?? 'null'));
      if (pressed !== null && action !== null) this.#line?.send(pressed.textContent, action);
    });
    this.element.append(
      el(
        'div',
        { class: 'desk-call__head' },
        this.#title,
        button('quiet', word('call.back'), () => {
          const back: Action = { bar: 'goBack' };
          this.#line?.send(word('call.back'), back);
        }),
        this.#showCode,
        button('quiet', word('call.end'), () => void this.#end()),
      ),
      el('p', { class: 'desk-hint' }, word('call.what')),
      this.#code,
      this.#screens,
      this.#answers,
      form,
      this.#status,
    );
    desk.onChange(() => {
      this.#follow();
    });
    this.element.hidden = true;
  }

  /** Whether the case on the screen is on the phone with me. */
  get isOn(): boolean {
    return this.#detail !== null;
  }

  get #detail(): CaseDetail | null {
    const detail = this.desk.open?.detail ?? null;
    return detail?.call == null ? null : detail;
  }

  /** A new caller, or the caller of this case. */
  async start(reference: string | null): Promise<void> {
    await this.desk.attempt(async () => {
      const { case: one } = await api.call(reference);
      this.desk.show(one.reference);
      this.desk.moved(one);
      queueMicrotask(() => {
        this.#title.focus();
      });
    });
  }

  #follow(): void {
    const detail = this.#detail;
    this.element.hidden = detail === null;
    document.body.classList.toggle('desk--call', detail !== null);
    this.#showCode.hidden = detail?.call?.mayGiveCode !== true || this.#isCodeGiven;
    if (detail?.reference !== this.#line?.reference) this.#begin(detail?.reference ?? null);
    // Somebody else has written, or the answer came late.
    void this.#line?.read(this.desk.open?.lines.at(-1)?.seq ?? 0);
  }

  #begin(reference: string | null): void {
    this.#line?.end();
    this.#line = null;
    this.#isCodeGiven = false;
    for (const part of [this.#screens, this.#answers, this.#code, this.#status]) part.replaceChildren();
    if (reference === null) return;
    this.#line = new CallLine(reference, {
      activity: (activity) => {
        this.#take(activity);
      },
      told: (state) => {
        this.#status.textContent = state === 'saved' ? '' : word(`call.${state}`);
      },
      over: (why) => {
        this.desk.problem = why;
        void this.desk.open?.read();
        this.desk.changed();
      },
    });
    void this.#line.read();
  }

  async #giveCode(): Promise<boolean> {
    const reference = this.#line?.reference;
    if (reference === undefined) return false;
    return this.desk.attempt(async () => {
      const { returnCode } = await api.callCode(reference);
      if (this.#line?.reference !== reference) return;
      this.#isCodeGiven = true;
      this.#code.replaceChildren(word('call.code'), ' ', el('strong', {}, returnCode));
      this.element.scrollTop = 0;
    });
  }

  /** A new caller is read their code first: it is not shown again. */
  async #end(): Promise<void> {
    const detail = this.#detail;
    if (detail === null) return;
    if (detail.call?.mayGiveCode === true && !this.#isCodeGiven) {
      await this.#giveCode();
      return;
    }
    await this.desk.attempt(async () => {
      this.desk.moved((await api.move(detail.reference, { move: 'endCall' })).case);
    });
  }

  #take(activity: WireActivity): void {
    const { type, from, text, channelData } = activity;
    const isAskedAnew = parseStatus(activity)?.what === 'onPhone';
    if (type !== 'message' && !isAskedAnew) return;
    // What the caller was asked before is in the conversation; here stands what to read out now.
    if (from.role !== 'bot' || isAskedAnew) {
      this.#screens.replaceChildren();
      this.#answers.replaceChildren();
      return;
    }
    const screen = parseScreen(channelData?.pals);
    if (screen === null) {
      if (typeof text === 'string' && text !== '') this.#screens.append(el('p', { dir: 'auto' }, plain(text)));
      return;
    }
    const index = 1_000 + this.#drawn++;
    this.#screens.append(drawScreen(screen, index, chatConfig()));
    drawAnswers(this.#answers, screen, index, chatConfig());
    if (screen.ask === undefined) return;
    announce(screen.ask.text);
    // Not scrollIntoView, which moves everything around it too.
    const ask = [...this.#screens.querySelectorAll<HTMLElement>('.app-ask')].at(-1);
    if (ask !== undefined) this.element.scrollTop = ask.offsetTop - ROOM_ABOVE;
  }
}
