/**
 * What other instances of the service have done is shown to those who listen here: at once when it is told, and within
 * seconds when it is not, because the store is asked.
 */
import type { Store } from '../storage/port';
import type { DeskFeed } from './deskFeed';
import { errorCode } from './errors';
import type { Fanout } from './fanout';
import type { MainSwitch } from './mainSwitch';
import type { RunnerLog } from './runner';

export interface InstancesParts {
  readonly store: Pick<Store, 'isShared' | 'onSignal' | 'ends'>;
  readonly fanout: Fanout;
  readonly feed: DeskFeed;
  readonly mainSwitch: Pick<MainSwitch, 'look'>;
  readonly now: () => Date;
  readonly log: RunnerLog;
}

const LOOK_EVERY_MS = 2_000;

export class Instances {
  #next = 0;

  constructor(private readonly parts: InstancesParts) {
    const { store, fanout, feed, mainSwitch } = parts;
    store.onSignal((signal) => {
      switch (signal.kind) {
        case 'log':
          fanout.hear(signal.conversationId);
          feed.look();
          break;
        case 'ended':
          fanout.ended(signal.conversationId);
          feed.look();
          break;
        case 'desk':
          feed.look();
          void mainSwitch.look();
          break;
        case 'typing': {
          const { advisor, conversationId, reference } = signal;
          if (advisor !== null) fanout.typing(conversationId, advisor);
          feed.typing({ reference, advisorId: advisor?.id ?? null });
        }
      }
    });
  }

  /** To be called often. Never rejects. */
  async tick(): Promise<void> {
    const { store, fanout, feed, now, log } = this.parts;
    const at = now().getTime();
    if (!store.isShared || at < this.#next) return;
    this.#next = at + LOOK_EVERY_MS;
    feed.look();
    const heard = [...fanout.heard()];
    try {
      const ends = await store.ends(heard.map(({ conversationId }) => conversationId));
      for (const { conversationId, sentUpTo } of heard) {
        const end = ends.get(conversationId);
        if (end === undefined) fanout.ended(conversationId);
        else if (end > sentUpTo) fanout.hear(conversationId);
      }
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'what other instances did could not be looked for, it is tried again');
    }
  }
}
