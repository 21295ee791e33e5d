/** The page in use: presses and writing go to the conversation, what comes from it goes to the log. */
import type { Action, Screen } from '../../dialogs/engine/screen';
import { drawAnswers } from './answersView';
import { askCardButton } from './askCard';
import { Bubble } from './bubble';
import { askToClear } from './clearChat';
import { Composer } from './composer';
import type { Config } from './config';
import { Conversation, type Listener } from './conversation';
import type { Outgoing, Refused } from './directLine';
import { part } from './element';
import { Log } from './log';
import { MoreList } from './moreList';
import { newId } from './newId';
import { Outcomes } from './outcomes';
import { Pinned } from './pinned';
import { drawScreen } from './screenView';
import { StatusLine } from './statusLine';
import { openSummary } from './summary';
import { Typing } from './typing';
import { parseAction, parseScreen, type WireActivity } from './wire';

interface Pending {
  readonly message: Outgoing;
  readonly bubble: Bubble;
}

export class Chat implements Listener {
  private readonly log = new Log();
  private readonly now = part('now');
  private readonly status = new StatusLine();
  private readonly typing = new Typing();
  private readonly more = new MoreList();
  private readonly pinned: Pinned;
  private readonly composer: Composer;
  private readonly conversation = new Conversation(this);
  private readonly pending = new Map<string, Pending>();
  private readonly firstAnswers: readonly Node[];
  private drawn: number;
  private current: Screen | null;
  private readonly outcomes = new Outcomes();
  /** Messages whose sender has been shown an emergency card while they wait. */
  private readonly told = new Set<string>();
  /** The opening is in the HTML already: what the bot says before the person has spoken is not drawn again. */
  private personSpoke = false;
  /** The person's last message here, until its answer is on the screen. */
  private awaited: { readonly bubble: Bubble; readonly pressed: boolean } | null = null;

  constructor(private readonly config: Config) {
    this.pinned = new Pinned(config);
    this.drawn = config.firstScreens.length;
    this.current = config.firstScreens.at(-1) ?? null;
    this.firstAnswers = [...this.now.childNodes].map((node) => node.cloneNode(true));
    this.composer = new Composer(config, (text) => {
      this.post(text, null);
    });
    document.addEventListener('click', (event) => {
      this.pressed(event);
    });
  }

  async open(): Promise<void> {
    const before = [...this.now.childNodes];
    const find = this.conversation.resume();
    const slow = setTimeout(() => {
      this.status.say('resuming', this.config.word('status.resuming'));
    }, 400);
    if (this.conversation.remembered) this.now.hidden = true;
    const found = await find;
    clearTimeout(slow);
    this.status.clear('resuming');
    this.status.clear('lost');
    this.now.hidden = false;
    if (!found) this.now.replaceChildren(...before);
    else this.log.showLatest();
  }

  // --- what the person does

  private pressed(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button === null) return;
    // The second click of a double tap is not a second wish, and may land on a button that has only just come.
    if (event.detail > 1 && (button.dataset['action'] ?? button.dataset['page']) !== undefined) return;
    if (button.getAttribute('aria-disabled') === 'true') return;
    const { action, page, bar } = button.dataset;
    if (page === 'exitPage') this.exit();
    else if (page === 'print' || bar === 'print') this.summary();
    else if (bar === 'clear') this.clear();
    else if (action !== undefined) this.press(button, action);
    if (bar !== undefined) this.more.close();
  }

  private press(button: HTMLButtonElement, json: string): void {
    const action = parseAction(JSON.parse(json));
    if (action === null) return;
    const same = [...this.pending.values()].some(
      ({ message }) => JSON.stringify(message.action) === JSON.stringify(action),
    );
    if (same) return;
    if (this.now.contains(button)) this.rest(button);
    this.post(button.textContent.trim(), action);
  }

  private post(text: string, action: Action | null): void {
    const message: Outgoing = { clientId: newId(), text, action };
    const bubble = new Bubble(text, this.config);
    this.pending.set(message.clientId, { message, bubble });
    this.log.own(bubble.element);
    this.status.clear();
    this.typing.expect();
    if (carriesOn(action)) this.pinned.dismiss();
    this.conversation.send(message);
  }

  private summary(): void {
    if (this.current !== null) openSummary({ outcomes: this.outcomes.all, current: this.current }, this.config);
  }

  private clear(): void {
    askToClear(this.config, async () => {
      try {
        await this.conversation.clear();
        this.reset();
        this.status.say('cleared', this.config.word('clear.done'));
        this.log.focusHeading();
      } catch {
        this.status.say('notCleared', this.config.word('clear.failed'));
      }
    });
  }

  private exit(): void {
    this.composer.set('');
    this.conversation.abandon();
    document.body.replaceChildren();
    document.title = '';
    location.replace(this.config.word('page.exitAddress'));
  }

  /** As the page came: greeting and first question. */
  private reset(): void {
    this.pending.clear();
    this.typing.stop();
    this.status.clear();
    this.pinned.remove();
    this.composer.set('');
    this.log.reset();
    this.now.replaceChildren(...this.firstAnswers.map((node) => node.cloneNode(true)));
    this.drawn = this.config.firstScreens.length;
    this.current = this.config.firstScreens.at(-1) ?? null;
    this.outcomes.forget();
    this.personSpoke = false;
    this.awaited = null;
  }

  // --- what comes from the conversation

  activity(activity: WireActivity, replayed: boolean): void {
    if (activity.type !== 'message') return;
    const pals = activity.channelData?.pals;
    if (pals === undefined && activity.from.role !== 'bot') this.heard(activity);
    else if (this.personSpoke) this.answered(parseScreen(pals) ?? asNotice(activity.text ?? ''), replayed);
  }

  /** The person's own message as the server has stored it, masked; or one from another tab, or from before a reload. */
  private heard(activity: WireActivity): void {
    this.personSpoke = true;
    const text = activity.text ?? '';
    const clientId = activity.channelData?.clientActivityID ?? '';
    const action = parseAction(activity.value);
    if (action !== null && 'bar' in action && action.bar === 'startAgain') this.outcomes.startAgain();
    const mine = this.pending.get(clientId);
    if (mine === undefined) {
      this.log.insert(new Bubble(text, this.config).element, this.firstPending());
      if (carriesOn(action)) this.pinned.dismiss();
      return;
    }
    this.pending.delete(clientId);
    mine.bubble.sent();
    mine.bubble.say(text);
    this.awaited = { bubble: mine.bubble, pressed: mine.message.action !== null };
    if (this.pending.size === 0) this.status.clear();
  }

  private answered(screen: Screen, replayed: boolean): void {
    this.typing.stop();
    const index = this.drawn++;
    const said = drawScreen(screen, index, this.config);
    if (screen.askCard !== undefined) said.append(askCardButton(screen.askCard, this.config));
    const { awaited } = this;
    this.awaited = null;
    if (screen.pinned) this.pinned.show(screen);
    this.outcomes.take(screen);
    this.log.speak(said, this.firstPending(), { aloud: !replayed && awaited?.pressed !== true, urgent: screen.pinned });
    if (screen.kind !== 'notice' || screen.answers.length + screen.offers.length > 0) {
      this.current = screen;
      drawAnswers(this.now, screen, index, this.config);
    } else this.wake();
    if (replayed) return;
    if (awaited !== null) this.log.showFrom(awaited.bubble.element, said, awaited.pressed);
  }

  stored({ clientId }: Outgoing): void {
    this.pending.get(clientId)?.bubble.sent();
    if (this.status.is('lost') || this.status.is('tooFast')) this.status.clear();
  }

  delayed({ clientId }: Outgoing, why: 'noConnection' | 'tooFast', refusal: Refused | null): void {
    this.typing.stop();
    // An emergency is answered even while the message itself has to wait; the rest would say that it was not sent.
    for (const screen of refusal?.screens ?? []) if (screen.pinned && !this.told.has(clientId)) this.tell(screen);
    this.told.add(clientId);
    this.pending.get(clientId)?.bubble.notSent(() => {
      this.conversation.hurry();
    });
    if (why === 'tooFast') this.status.say('tooFast', this.config.word('status.tooFast'));
    else this.connection('lost');
  }

  refused(message: Outgoing, refusal: Refused): void {
    this.typing.stop();
    const held = this.pending.get(message.clientId);
    for (const screen of refusal.screens) this.tell(screen);
    if (message.action === null) {
      this.pending.delete(message.clientId);
      held?.bubble.element.remove();
      this.composer.giveBack(message.text);
      if (refusal.screens.length === 0) this.status.say('kept', this.config.word('status.kept'));
    } else
      held?.bubble.notSent(() => {
        this.conversation.send(message);
      });
    this.wake();
    if (refusal.screens.length > 0) this.log.showLatest();
  }

  /** Said by the server outside of the log, such as when a message could not be stored. */
  private tell(screen: Screen): void {
    const said = drawScreen(screen, this.drawn++, this.config);
    if (screen.pinned) this.pinned.show(screen);
    this.log.speak(said, null, { aloud: true, urgent: screen.pinned });
  }

  connection(state: 'connected' | 'lost'): void {
    if (state === 'lost') this.status.say('lost', this.config.word('status.lost'));
    else if (this.status.is('lost')) {
      this.status.say('back', this.config.word('status.back'));
      setTimeout(() => {
        this.status.clear('back');
      }, 5_000);
    }
  }

  gone(): void {
    this.typing.stop();
    for (const { message, bubble } of this.pending.values()) {
      if (message.action === null) this.composer.giveBack(message.text);
      bubble.element.remove();
    }
    this.pending.clear();
    this.conversation.forget();
    this.rest(null);
    this.status.say('gone', this.config.word('status.gone'), {
      label: this.config.word('status.startNew'),
      press: () => {
        this.reset();
        this.log.focusHeading();
      },
    });
  }

  // --- answers that wait

  /** Keeps the focus where it is: a button that is really disabled would lose it. */
  private rest(chosen: Element | null): void {
    chosen?.classList.add('app-choice--chosen');
    for (const button of this.now.querySelectorAll('[data-action]')) button.setAttribute('aria-disabled', 'true');
  }

  private wake(): void {
    for (const button of this.now.querySelectorAll('[data-action]')) {
      button.removeAttribute('aria-disabled');
      button.classList.remove('app-choice--chosen');
    }
  }

  private firstPending(): Element | null {
    for (const { bubble } of this.pending.values()) return bubble.element;
    return null;
  }
}

const carriesOn = (action: Action | null): boolean => action !== null && ('carryOn' in action || 'answer' in action);

/** Plain text from a server that is newer than this script. */
const asNotice = (text: string): Screen => ({
  node: '',
  kind: 'notice',
  tier: 'T7',
  pinned: false,
  parts: [{ kind: 'line', line: { id: '', text } }],
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
});
