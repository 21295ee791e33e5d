/** The page in use: presses and writing go to the conversation, what comes from it goes to the log. */
import type { Action, Screen } from '../../dialogs/engine/screen';
import { Advice, type Advised } from './advice';
import { Answers } from './answers';
import { askCardButton } from './askCard';
import { asNotice, textAsNotice } from './asNotice';
import { Bubble } from './bubble';
import { become } from './become';
import { askToClear } from './clearChat';
import { Composer } from './composer';
import type { Config } from './config';
import { Conversation, type Listener } from './conversation';
import type { Outgoing, Refused } from './directLine';
import { leaveFor, listenForExit } from './exit';
import { Handover } from './handover';
import { HandoverReturn } from './handoverReturn';
import { Log } from './log';
import { MoreList } from './moreList';
import { newId } from './newId';
import { Outcomes } from './outcomes';
import { Pending } from './pending';
import { Pinned } from './pinned';
import { Reader, type Look } from './reading';
import { listenForPresses } from './presses';
import { drawScreen } from './screenView';
import { writeSession, type Session } from './session';
import { StatusLine } from './statusLine';
import { openSummary } from './summary';
import { Typing } from './typing';
import { readUnsent } from './unsent';
import { parseAction, parseScreen, type WireActivity } from './wire';

export class Chat implements Listener {
  private readonly log = new Log();
  private readonly status = new StatusLine();
  private readonly typing = new Typing();
  private readonly more = new MoreList();
  private readonly answers: Answers;
  private readonly pinned: Pinned;
  private readonly composer: Composer;
  private readonly conversation = new Conversation(this);
  private readonly handover: Handover;
  private readonly comeBack: HandoverReturn;
  private readonly pending = new Pending();
  private drawn: number;
  private current: Screen | null;
  private readonly outcomes = new Outcomes();
  private readonly advice = new Advice();
  private readonly reader: Reader;
  /** Messages whose sender has been shown an emergency card while they wait. */
  private readonly told = new Set<string>();
  /** The opening is in the HTML already: what the bot says before the person has spoken is not drawn again. */
  private personSpoke = false;
  /** The person's last message here, until its answer is on the screen. */
  private awaited: { readonly id: string; readonly bubble: Bubble; readonly pressed: boolean } | null = null;

  constructor(private readonly config: Config) {
    this.pinned = new Pinned(config);
    this.reader = new Reader(config.reading, ({ safety }) => {
      this.advice.safety = safety;
      this.adviseLate();
    });
    this.drawn = config.firstScreens.length;
    this.current = config.firstScreens.at(-1) ?? null;
    this.answers = new Answers(config);
    this.composer = new Composer(config, (text) => {
      this.post(text, null);
    });
    this.handover = new Handover(config, {
      change: (text, action) => {
        const clientId = newId();
        const look = this.reader.look(text, []);
        const { text: masked, removed } = look ?? { text, removed: [] };
        this.conversation.send({ clientId, text: masked, action, removed, isMasked: look !== null });
        return clientId;
      },
      typing: () => {
        this.conversation.typing();
      },
      forPals: (isForPals) => {
        this.composer.forPals(isForPals);
      },
    });
    this.comeBack = new HandoverReturn(config, (session) => this.openAgain(session));
    listenForExit(config, () => {
      this.exit();
    });
    listenForPresses({
      act: (action, label, button) => {
        if (this.pending.has(action)) return;
        if (this.answers.holds(button)) this.answers.rest(button);
        this.post(label, action);
      },
      summary: () => {
        if (this.current !== null) openSummary({ outcomes: this.outcomes.all, current: this.current }, config);
      },
      clear: () => {
        this.clear();
      },
      exit: () => {
        this.exit();
      },
      bar: () => {
        this.more.close();
      },
    });
  }

  async open(): Promise<void> {
    const find = this.conversation.resume();
    const slow = setTimeout(() => {
      this.status.say('resuming', this.config.word('status.resuming'));
    }, 400);
    this.answers.show(!this.conversation.remembered);
    const found = await find;
    clearTimeout(slow);
    this.status.clear('resuming');
    this.status.clear('lost');
    this.answers.show(true);
    if (found) this.log.showLatest();
  }

  /** The chat of a return code takes the place of the first screen. */
  private async openAgain(session: Session): Promise<void> {
    this.reset();
    writeSession(session);
    await this.open();
    this.status.say('found', this.config.word('return.found'));
    this.log.focusLatest();
  }

  // --- what the person does

  private post(text: string, action: Action | null): void {
    const look = action === null ? this.look(text) : null;
    const said = look?.text ?? text;
    const isMasked = action !== null || look !== null;
    const message: Outgoing = { clientId: newId(), text: said, action, removed: look?.removed ?? [], isMasked };
    const bubble = this.hold(message);
    this.status.clear();
    // An advisor answers in their own time, and says themselves that they are writing.
    if (action !== null || this.handover.state !== 'live') this.typing.expect();
    if (carriesOn(action)) this.pinned.dismiss();
    // From here on nothing goes to the advisor; the answer says so, and where it does not the box is theirs again.
    if (isLeaving(action)) this.composer.forPals(false);
    const urgent = this.urgentIn(message, look);
    if (urgent !== null) this.advise(message, urgent, bubble);
    this.conversation.send(message);
  }

  private hold(message: Outgoing): Bubble {
    const bubble = new Bubble(message.text, this.config);
    this.pending.add({ message, bubble });
    this.log.own(bubble.element);
    return bubble;
  }

  /** What this tab had not sent when it was loaded again. What the server has by now is known by its id. */
  sendWaiting(): void {
    for (const message of readUnsent()) {
      if (message.action === null || !('handover' in message.action)) this.hold(message);
      this.conversation.send(message);
    }
  }

  private look(text: string): Look | null {
    const { answers = [], offers = [] } = this.current ?? {};
    return this.reader.look(
      text,
      [...answers, ...offers].map(({ label }) => label),
    );
  }

  private urgentIn({ action, removed }: Outgoing, look: Look | null): Screen | null {
    const isLive = this.handover.state === 'live';
    const screen =
      look === null
        ? this.advice.forPress(action, this.current, isLive)
        : this.advice.forWords(look.verdict, this.current, isLive);
    // The number comes before what was removed.
    const parts = this.advice.ofRemoved(removed, this.current);
    return screen === null ? null : { ...screen, parts: [...screen.parts, ...parts] };
  }

  /** What was written or pressed before the page could read, and has no answer yet. */
  private adviseLate(): void {
    for (const { message, bubble } of this.pending.all) {
      const urgent = this.urgentIn(message, message.action === null ? this.look(message.text) : null);
      if (urgent !== null && !this.told.has(message.clientId)) this.advise(message, urgent, bubble);
    }
  }

  /** At once and by itself, whether the server answers or not; the server's answer then takes its place. */
  private advise({ clientId, action }: Outgoing, screen: Screen, bubble: Bubble): void {
    this.typing.stop();
    const index = this.drawn++;
    const said = drawScreen(screen, index, this.config);
    this.advice.stands(clientId, { screen, said, index });
    if (screen.pinned) this.pinned.show(screen);
    this.log.speak(said, bubble.element.nextElementSibling, { aloud: true, urgent: true });
    // What an advisor's chat offers stays, and what is said beside a question leaves it open.
    if (this.handover.state !== 'live' && screen.kind !== 'notice') {
      this.current = screen;
      this.answers.draw(screen, index);
      this.handover.dress(this.answers.place);
    }
    this.log.showFrom(bubble.element, said, action !== null);
  }

  private clear(): void {
    askToClear(this.config, this.handover.state, async () => {
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
    leaveFor(this.config.word('page.exitAddress'));
  }

  /** As the page came: greeting and first question. */
  private reset(): void {
    this.pending.takeAll();
    this.typing.stop();
    this.status.clear();
    this.pinned.remove();
    this.composer.set('');
    this.handover.reset();
    this.comeBack.show(true);
    this.log.reset();
    this.answers.reset();
    this.drawn = this.config.firstScreens.length;
    this.current = this.config.firstScreens.at(-1) ?? null;
    this.outcomes.forget();
    this.personSpoke = false;
    this.awaited = null;
    this.advice.forget();
  }

  // --- what comes from the conversation

  activity(activity: WireActivity, replayed: boolean): void {
    const place = this.handover.status(activity);
    if (place !== null) {
      this.begun();
      this.log.insert(place, this.pending.first);
    }
    if (activity.type !== 'message') return;
    const { pals, palsAdvisor } = activity.channelData ?? {};
    if (palsAdvisor !== undefined) this.fromAdvisor(activity, replayed);
    else if (pals === undefined && activity.from.role !== 'bot') this.heard(activity);
    else if (this.personSpoke)
      this.answered(parseScreen(pals) ?? textAsNotice(activity.text ?? ''), activity, replayed);
  }

  writing(name: string): void {
    this.handover.isWriting(name);
  }

  private begun(): void {
    this.personSpoke = true;
    this.comeBack.show(false);
  }

  private fromAdvisor(activity: WireActivity, replayed: boolean): void {
    this.begun();
    const said = this.handover.said(activity, replayed);
    this.come(said, { replayed, urgent: false }, () => {
      this.log.speak(said, this.pending.first, { aloud: !replayed, urgent: false });
    });
  }

  /** Something that nobody here has asked for just now: in view for whoever reads the end, announced for others. */
  private come(said: HTMLElement, how: { replayed: boolean; urgent: boolean }, draw: () => void): void {
    const { atEnd } = this.log;
    draw();
    if (how.replayed) return;
    if (how.urgent) this.log.follow(said);
    else if (atEnd) this.log.follow(this.log.last ?? said);
    else
      this.status.say('news', this.config.word('handover.news'), {
        label: this.config.word('handover.show'),
        press: () => {
          this.status.clear('news');
          this.log.follow(said);
        },
      });
  }

  /** The person's own message as the server has stored it, masked; or one from another tab, or from before a reload. */
  private heard(activity: WireActivity): void {
    this.begun();
    if (this.handover.heard(activity)) return;
    const text = activity.text ?? '';
    const clientId = activity.channelData?.clientActivityID ?? '';
    const action = parseAction(activity.value);
    if (action !== null && 'bar' in action && action.bar === 'startAgain') this.outcomes.startAgain();
    const mine = this.pending.take({ clientId });
    if (mine === null) {
      const by = activity.channelData?.palsEnteredBy?.name;
      this.log.insert(new Bubble(text, this.config, by).element, this.pending.first);
      if (carriesOn(action)) this.pinned.dismiss();
      return;
    }
    mine.bubble.sent();
    mine.bubble.say(text);
    this.advice.stored(clientId, activity.id);
    this.awaited = { id: activity.id, bubble: mine.bubble, pressed: mine.message.action !== null };
    if (this.pending.isEmpty) this.status.clear();
  }

  private answered(screen: Screen, activity: WireActivity, replayed: boolean): void {
    this.typing.stop();
    if (this.handover.took(screen, activity, replayed)) {
      this.current = screen;
      return;
    }
    const advised = this.advice.answered(activity.replyToId ?? '', screen);
    if (advised !== null) {
      this.confirmed(screen, advised);
      return;
    }
    const index = this.drawn++;
    const said = drawScreen(screen, index, this.config);
    if (screen.askCard !== undefined) said.append(askCardButton(screen.askCard, this.config));
    const awaited = this.awaited?.id === activity.replyToId ? this.awaited : null;
    if (awaited !== null) this.awaited = null;
    if (screen.pinned) this.pinned.show(screen);
    this.outcomes.take(screen);
    const place = this.handover.placeOf(activity);
    const speak = (): void => {
      const how = { aloud: !replayed && awaited?.pressed !== true, urgent: screen.pinned };
      this.log.speak(said, place ?? this.pending.first, how);
    };
    const byItself = place !== null || screen.pinned;
    if (awaited === null && byItself) this.come(said, { replayed, urgent: screen.pinned }, speak);
    else speak();
    const hadFocus = this.answers.place.contains(document.activeElement);
    if (screen.kind !== 'notice' || screen.answers.length + screen.offers.length > 0) {
      this.current = screen;
      this.answers.draw(screen, index);
      this.handover.dress(this.answers.place);
    } else this.answers.wake();
    if (replayed) return;
    if (awaited !== null) this.log.showFrom(awaited.bubble.element, said, awaited.pressed);
    else if (hadFocus) this.answers.place.focus({ preventScroll: true });
  }

  /** The server's answer, where the page has answered by itself: only what differs is said. */
  private confirmed(screen: Screen, { said, index, screen: own }: Advised): void {
    const drawn = drawScreen(screen, index, this.config);
    if (screen.askCard !== undefined) drawn.append(askCardButton(screen.askCard, this.config));
    this.log.amend(screen.pinned && !own.pinned, () => {
      become(said, drawn);
    });
    if (screen.pinned) this.pinned.confirm(screen, own);
    this.outcomes.take(screen);
    this.awaited = null;
    // What the person has answered since is not asked again.
    if (!this.pending.isEmpty || !this.advice.isEmpty) return;
    const offered = ({ node, answers, offers }: Screen): string => JSON.stringify([node, answers, offers]);
    const isSame = this.current !== null && offered(this.current) === offered(screen);
    this.current = screen;
    if (isSame && this.handover.state === 'none') this.answers.wake();
    else {
      this.answers.draw(screen, index);
      this.handover.dress(this.answers.place);
    }
  }

  stored(message: Outgoing): void {
    this.pending.get(message)?.bubble.sent();
    if (this.status.is('lost') || this.status.is('tooFast')) this.status.clear();
  }

  delayed(message: Outgoing, why: 'noConnection' | 'tooFast', refusal: Refused | null): void {
    this.typing.stop();
    // An emergency is answered even while the message itself has to wait; the rest would say that it was not sent.
    const isAdvised = this.told.has(message.clientId) || this.advice.has(message.clientId);
    for (const screen of refusal?.screens ?? []) if (screen.pinned && !isAdvised) this.tell(screen);
    this.told.add(message.clientId);
    const held = this.pending.get(message);
    held?.bubble.notSent(() => {
      this.conversation.hurry();
    });
    const removed = isAdvised ? [] : this.advice.ofRemoved(message.removed, this.current);
    if (held !== null && removed.length > 0) this.advise(message, asNotice(removed), held.bubble);
    if (why === 'tooFast') this.status.say('tooFast', this.config.word('status.tooFast'));
    else if (this.advice.isUrgent(message.clientId)) {
      this.status.clear('lost');
      this.status.say('lost', this.config.word('status.unseen'));
    } else this.connection('lost');
  }

  refused(message: Outgoing, refusal: Refused): void {
    this.typing.stop();
    const isAdvised = this.advice.has(message.clientId);
    for (const screen of refusal.screens) if (!screen.pinned || !isAdvised) this.tell(screen);
    this.advice.leave(message.clientId);
    this.handover.refused(message);
    if (message.action === null) {
      this.pending.take(message)?.bubble.element.remove();
      this.composer.giveBack(message.text);
      if (refusal.screens.length === 0) this.status.say('kept', this.config.word('status.kept'));
    } else
      this.pending.get(message)?.bubble.notSent(() => {
        this.conversation.send(message);
      });
    this.answers.wake();
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
    for (const { message, bubble } of this.pending.takeAll()) {
      this.advice.leave(message.clientId);
      if (message.action === null) this.composer.giveBack(message.text);
      bubble.element.remove();
    }
    this.conversation.forget();
    this.handover.reset();
    this.answers.rest(null);
    this.status.say('gone', this.config.word('status.gone'), {
      label: this.config.word('status.startNew'),
      press: () => {
        this.reset();
        this.log.focusHeading();
      },
    });
  }
}

const carriesOn = (action: Action | null): boolean => action !== null && ('carryOn' in action || 'answer' in action);
const isLeaving = (action: Action | null): boolean =>
  action !== null && 'handover' in action && action.handover === 'leave';
