/**
 * A caller on the phone: the same questions as in the chat, read out by the advisor, who presses what the caller
 * answers. It is the patient's side of the conversation, driven from here with its own token.
 */
import type { Action } from '../../dialogs/engine/screen';
import { drawAnswers } from '../chat/answersView';
import { Conversation } from '../chat/conversation';
import { el } from '../chat/element';
import { newId } from '../chat/newId';
import { drawScreen } from '../chat/screenView';
import { writeSession } from '../chat/session';
import { parseAction, parseScreen, type WireActivity } from '../chat/wire';
import { api } from './api';
import { announce, button } from './controls';
import type { Desk } from './desk';
import { plain } from './plain';
import { chatConfig, word } from './words';

/** What stays at the top of the panel, in pixels. */
const ROOM_ABOVE = 64;

export class CallView {
  readonly element = el('section', { class: 'desk-call', 'aria-labelledby': 'call-title' });
  readonly #title = el('h3', { class: 'nhsuk-heading-s', id: 'call-title', tabindex: '-1' }, word('call.title'));
  readonly #code = el('p', { class: 'desk-call__code', translate: 'no' });
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
  readonly #conversation: Conversation;
  #reference: string | null = null;
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
      this.#send(this.#words.value, null);
      this.#words.value = '';
    });
    this.#answers.addEventListener('click', ({ target }) => {
      const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-action]') : null;
      const action = pressed === null ? null : parseAction(JSON.parse(pressed.dataset['action'] ?? 'null'));
      if (pressed !== null && action !== null) this.#send(pressed.textContent, action);
    });
    this.element.append(
      el(
        'div',
        { class: 'desk-call__head' },
        this.#title,
        button('quiet', word('call.back'), () => {
          this.#send(word('call.back'), { bar: 'goBack' });
        }),
        button('quiet', word('call.end'), () => {
          this.end();
        }),
      ),
      el('p', { class: 'desk-hint' }, word('call.what')),
      this.#code,
      this.#screens,
      this.#answers,
      form,
      this.#status,
    );
    this.#conversation = new Conversation({
      activity: (activity) => {
        this.#take(activity);
      },
      stored: () => {
        this.#status.textContent = '';
      },
      delayed: () => {
        this.#status.textContent = word('call.delayed');
      },
      refused: () => {
        this.#status.textContent = word('call.refused');
      },
      connection: (state) => {
        this.#status.textContent = state === 'lost' ? word('call.lost') : '';
      },
      gone: () => {
        this.end();
      },
    });
    desk.onChange(() => {
      this.element.hidden = !this.isOn;
      document.body.classList.toggle('desk--call', !this.element.hidden);
    });
    this.element.hidden = true;
  }

  /** Whether the case on the screen is the caller's. */
  get isOn(): boolean {
    return this.#reference !== null && this.#reference === this.desk.open?.reference;
  }

  /** A new caller, or the caller of this case. */
  async start(reference: string | null): Promise<void> {
    this.end();
    await this.desk.attempt(async () => {
      const call = await api.call(reference);
      this.#reference = call.reference;
      this.#code.replaceChildren(
        ...(call.returnCode === null ? [] : [word('call.code'), ' ', el('strong', {}, call.returnCode)]),
      );
      this.desk.show(call.reference);
      this.desk.moved(call.case);
      writeSession({ conversationId: call.conversationId, token: call.token });
      await this.#conversation.resume();
      this.desk.changed();
      queueMicrotask(() => {
        this.#title.focus();
      });
    });
  }

  end(): void {
    if (this.#reference === null) return;
    this.#reference = null;
    this.#conversation.forget();
    this.#screens.replaceChildren();
    this.#answers.replaceChildren();
    this.#status.textContent = '';
    this.desk.changed();
  }

  #send(text: string, action: Action | null): void {
    this.#status.textContent = word('call.sending');
    this.#conversation.send({ clientId: newId(), text, action });
  }

  #take({ type, from, text, channelData }: WireActivity): void {
    if (type !== 'message') return;
    // What the caller was asked before is in the conversation; here stands what to read out now.
    if (from.role !== 'bot') {
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
