/** When there is sound, a desktop notification and another title of the window. None of them holds a word of what a person wrote. */
import type { Desk } from './desk';
import type { News } from './news';
import { serverNow } from './clock';
import { announce } from './controls';
import { setting } from './settings';
import { beep } from './sound';
import { word } from './words';

/** How often an urgent case that nobody has is heard again. */
const AGAIN_MS = 15_000;

const textOf = ({ kind, case: one }: News, myId: string): string =>
  kind === 'mine'
    ? word(one.handedTo?.id === myId ? 'news.handed' : 'news.message', { reference: one.reference })
    : word(kind === 'alarm' && !one.urgent ? 'news.wide' : `news.${kind}`, {
        reference: one.reference,
        tier: one.tierLabel,
      });

export class Alerts {
  #sounded = 0;

  constructor(private readonly desk: Desk) {
    desk.onNews((news) => {
      this.#tell(news);
    });
    desk.onChange(() => {
      this.#title();
    });
    setInterval(() => {
      if (this.desk.inbox.alarms().some(({ urgent }) => urgent) && Date.now() - this.#sounded >= AGAIN_MS)
        this.#sound('alarm');
    }, 1_000);
  }

  #tell(news: News): void {
    const { desk } = this;
    const isOnScreen =
      news.kind === 'mine' && news.case.reference === desk.open?.reference && document.visibilityState === 'visible';
    if (isOnScreen && news.case.handedTo === null) return;
    const text = textOf(news, desk.me.me.id);
    announce(text, news.kind === 'alarm');
    this.#sound(news.kind);
    if (!setting('notifications') || !('Notification' in window) || Notification.permission !== 'granted') return;
    // The tag: a newer one of the same case takes the place of the older.
    const shown = new Notification(word('news.title'), {
      body: text,
      tag: news.case.reference,
      requireInteraction: news.kind === 'alarm',
    });
    shown.onclick = () => {
      window.focus();
      desk.show(news.case.reference);
      shown.close();
    };
  }

  #sound(kind: News['kind']): void {
    if (kind === 'alarm') this.#sounded = Date.now();
    if (setting('sound')) beep(kind);
  }

  #title(): void {
    const { inbox, isLive } = this.desk;
    const [alarms, news] = [inbox.alarms(), inbox.newsForMe()];
    const urgent = alarms.filter((one) => one.urgent).length;
    const parts = [
      ...(isLive ? [] : [word('title.lost')]),
      ...(urgent > 0 ? [word('title.urgent', { n: urgent })] : []),
      ...(alarms.length > urgent ? [word('title.wide', { n: alarms.length - urgent })] : []),
      ...(news > 0 ? [word('title.news', { n: news })] : []),
      word('title.waiting', { n: inbox.list('waiting', serverNow()).length }),
      word('title.desk'),
    ];
    const title = parts.join(', ');
    if (document.title !== title) document.title = title;
  }
}
