/** The frame with the chat. It is made when it is first opened and then kept, so that the conversation goes on. */
import { el } from '../chat/element';
import type { Options } from './options';
import { tell } from './tell';

/** From the first opening; and from when the frame has loaded something, which says hello at once if it is the chat. */
const SLOW_MS = 8_000;
const SILENT_MS = 2_000;

export interface FrameListener {
  /** Escape was pressed in the chat. */
  close(): void;
  /** Something was said in the chat. */
  message(): void;
}

export class Frame {
  private readonly frame: HTMLIFrameElement;
  private readonly says: HTMLElement;
  private failing: ReturnType<typeof setTimeout> | undefined;
  private isReady = false;

  constructor(
    private readonly options: Options,
    private readonly into: HTMLElement,
    listener: FrameListener,
  ) {
    const { origin, texts } = options;
    // `allow`: "Copy the return code". The page's own address is nothing that the chat needs.
    this.frame = el('iframe', {
      class: 'waiting',
      title: texts.frame,
      allow: 'clipboard-write',
      referrerpolicy: 'no-referrer',
    });
    this.says = el('div', { class: 'says', role: 'status' }, el('p', {}, texts.opening));
    this.frame.addEventListener('load', () => {
      this.frame.contentWindow?.postMessage('pals:hello', origin);
      if (!this.isReady) this.failAfter(SILENT_MS);
    });
    // Nobody but the chat in our own frame is listened to, and to nothing but these three words.
    addEventListener('message', (event) => {
      if (event.origin !== origin || event.source !== this.frame.contentWindow) return;
      if (event.data === 'pals:ready') this.ready();
      else if (event.data === 'pals:close') listener.close();
      else if (event.data === 'pals:message') listener.message();
    });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) this.fail();
    });
  }

  load(): void {
    if (this.frame.isConnected) return;
    this.frame.src = this.options.origin + this.options.framed;
    this.into.append(this.says, this.frame);
    this.failAfter(SLOW_MS);
  }

  private ready(): void {
    clearTimeout(this.failing);
    if (this.isReady) return;
    this.isReady = true;
    this.says.remove();
    this.frame.classList.remove('waiting');
    tell('pals:event', { name: 'ready', language: this.options.language });
  }

  private failAfter(milliseconds: number): void {
    clearTimeout(this.failing);
    this.failing = setTimeout(() => this.fail(), milliseconds);
  }

  /** The frame stays, for it may only be slow. */
  private fail(): void {
    clearTimeout(this.failing);
    if (this.isReady || this.says.childElementCount > 1) return;
    const { origin, page, texts } = this.options;
    this.says.replaceChildren(
      el('p', { class: 'emergency' }, texts.emergency),
      el('p', {}, texts.failed),
      el('p', {}, el('a', { href: origin + page, target: '_blank', rel: 'noopener noreferrer' }, texts.link)),
      el('p', {}, el('a', { href: texts.phoneHref }, texts.phone)),
    );
    tell('pals:event', { name: 'failed' });
  }
}
