/** The chat on the page: beside it where there is room, instead of it on a phone. */
import { el } from '../chat/element';
import { Frame } from './frame';
import { FullScreen } from './fullScreen';
import { icon } from './icon';
import { Launcher } from './launcher';
import type { Options } from './options';
import type { Place } from './put';
import { tell } from './tell';

const CROSS =
  'M19 6.400 17.600 5 12 10.600 6.400 5 5 6.400 10.600 12 5 17.600 6.400 19 12 13.400 17.600 19 19 17.600 13.400 12 19 6.400Z';
/** As in embed.scss. */
const narrow = matchMedia('(max-width: 640px), (max-height: 480px)');

export class ChatPanel {
  private readonly dialog: HTMLDialogElement;
  private readonly launcher: Launcher;
  private readonly fullScreen: FullScreen;
  private readonly frame: Frame;
  private isOpen = false;
  /** Where the focus goes back to. */
  private opener: HTMLElement | null = null;

  constructor(
    private readonly options: Options,
    private readonly place: Place,
  ) {
    const { texts, left } = options;
    const close = el('button', { type: 'button', class: 'close' }, icon(CROSS), texts.close);
    close.addEventListener('click', () => this.close());
    this.dialog = el(
      'dialog',
      { class: `panel${left ? ' left' : ''}`, 'aria-labelledby': 'title', tabindex: '-1' },
      el('div', { class: 'bar' }, el('h2', { id: 'title' }, texts.title), close),
    );
    // A narrow window's dialog is told of Escape so; where it is none the key itself is heard.
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    this.dialog.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    // The browser may close it by itself; between two ways of showing it, it is open again.
    this.dialog.addEventListener('close', () => {
      if (!this.dialog.open) this.close();
    });
    this.frame = new Frame(options, this.dialog, {
      close: () => this.close(),
      message: () => {
        if (!this.isOpen && this.launcher.unread(true)) tell('pals:event', { name: 'unread' });
      },
    });
    this.launcher = new Launcher(options, place, () => this.open(null));
    place.inside.append(this.dialog);
    this.fullScreen = new FullScreen((open) => {
      if (!open) this.close();
      else if (narrow.matches) this.open(null);
    });
    narrow.addEventListener('change', () => {
      if (this.isOpen) this.show();
    });
    for (const option of options.wrong) tell('pals:event', { name: 'wrongOption', option });
    if (this.fullScreen.wasOpen && narrow.matches) this.open(null);
  }

  open(opener: HTMLElement | null): void {
    if (this.isOpen) return;
    this.isOpen = true;
    const { activeElement } = document;
    const before = !this.options.launcher && activeElement instanceof HTMLElement ? activeElement : null;
    this.opener = opener ?? before;
    if (!this.place.host.isConnected) document.documentElement.append(this.place.host);
    this.launcher.show(false);
    this.frame.load();
    this.show();
    tell('pals:open');
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.dialog.close();
    this.fullScreen.leave();
    this.launcher.show(true);
    const back = this.opener?.isConnected === true ? this.opener : this.launcher.button;
    back.focus({ preventScroll: true });
    tell('pals:close');
  }

  private show(): void {
    const inside = this.place.shadow.activeElement;
    this.dialog.close();
    if (narrow.matches) {
      this.dialog.showModal();
      this.fullScreen.enter();
    } else {
      this.dialog.show();
      this.fullScreen.leave();
    }
    // Shown in the other way, what had the focus keeps it.
    const frameHadIt = inside instanceof HTMLIFrameElement;
    (frameHadIt ? inside : this.dialog).focus();
  }
}
