/** The tab's title says that PALS has written while the person looks elsewhere; never what. */
import type { Config } from './config';

export class HandoverUnread {
  private readonly usual = document.title;

  constructor(private readonly config: Config) {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') document.title = this.usual;
    });
  }

  come(): void {
    if (document.visibilityState === 'hidden') document.title = this.config.word('handover.unread');
  }
}
