/** Starts the desk's page: the way in, or the desk itself. */
import { part } from '../chat/element';
import { AlarmBand } from './alarmBand';
import { Alerts } from './alerts';
import { api, DeskRefused } from './api';
import { Bar } from './bar';
import { CallView } from './callView';
import { CaseView } from './caseView';
import { ConnectionLine } from './connectionLine';
import { Desk } from './desk';
import { showEnter, showSignedOut } from './enter';
import { QueueView } from './queueView';
import { deskKeys } from './keys';
import { ReportView } from './reportView';
import { OffBand, RunningView } from './runningView';
import { listenForShortcuts, openHelp, type Shortcut } from './shortcuts';
import type { Me } from '../../channels/desk/wire';

/** How often the running times are drawn anew. */
const TICK_MS = 5_000;
const AGAIN_MS = 2_000;

const isEntering = location.pathname.replace(/\/$/, '').endsWith('/enter');

const showDesk = (isDesk: boolean): void => {
  part('desk').hidden = !isDesk;
  part('enter').hidden = isDesk;
};

async function readMe(): Promise<Me | null> {
  for (;;)
    try {
      return await api.me();
    } catch (error) {
      if (error instanceof DeskRefused && error.status === 401) return null;
      await new Promise((later) => setTimeout(later, AGAIN_MS));
    }
}

async function openDesk(): Promise<void> {
  const me = await readMe();
  if (me === null) {
    showSignedOut();
    return;
  }
  showDesk(true);
  const desk = new Desk(me);
  const call = new CallView(desk);
  const queue = new QueueView(desk, () => {
    bar.endSearch();
  });
  const view = new CaseView(desk, call);
  const shortcuts: readonly Shortcut[] = deskKeys({
    desk,
    queue,
    view,
    search: () => {
      bar.focusSearch();
    },
    help: () => {
      openHelp(shortcuts);
    },
  });
  const bar = new Bar(desk, call, () => {
    openHelp(shortcuts);
  });
  new AlarmBand(desk).draw();
  new ReportView(desk).draw();
  new RunningView(desk).draw();
  new OffBand(desk);
  new ConnectionLine(desk);
  new Alerts(desk);
  if (desk.readsCases)
    listenForShortcuts(shortcuts, () => {
      if (desk.open === null) queue.focus();
      else view.focus();
    });
  desk.onChange(() => {
    if (!desk.hasEnded) return;
    showDesk(false);
    showSignedOut();
  });
  setInterval(desk.changed, TICK_MS);
  document.addEventListener('visibilitychange', desk.changed);
  const asked = (): string | null => /^#(SO-[\w-]{1,16})$/.exec(location.hash)?.[1] ?? null;
  addEventListener('hashchange', () => {
    desk.show(asked());
  });
  for (let isRead = false; !isRead;) {
    isRead = await desk.attempt(() => desk.start());
    if (!isRead) await new Promise((later) => setTimeout(later, AGAIN_MS));
  }
  desk.show(asked());
}

if (isEntering) {
  const code = location.hash.slice(1);
  // The code is good once; it need not stay in the address.
  history.replaceState(null, '', location.pathname);
  showDesk(false);
  showEnter(code);
} else {
  showDesk(false);
  void openDesk();
}
