/** What asks before it is done: handing over, setting aside, closing. */
import { may } from '../../handover/roles';
import type { CaseDetail, DeskAdvisor } from '../../channels/desk/wire';
import { dialogButton, openDialog } from '../chat/dialog';
import { el } from '../chat/element';
import { api } from './api';
import { serverNow } from './clock';
import { group } from './controls';
import type { Desk } from './desk';
import { word } from './words';

const MINUTE = 60_000;
const ASIDE = ['15', '30', '60', '120', 'tomorrow', 'then'] as const;

/** A dialog with one thing to choose: `done` gives a sentence where the choice is not good, else null. */
const choose = (title: string, body: readonly HTMLElement[], label: string, done: () => string | null): void => {
  const problem = el('p', { class: 'nhsuk-error-message', role: 'alert' });
  const finish = (): void => {
    const wrong = done();
    if (wrong === null) close();
    else problem.textContent = wrong;
  };
  const choices = el('div', {}, ...body, problem);
  choices.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    finish();
  });
  const close = openDialog({
    title,
    body: [choices],
    buttons: [
      dialogButton(label, '', finish),
      dialogButton(word('dialog.cancel'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
    focus: choices.querySelector<HTMLElement>('input:checked') ?? choices.querySelector('input'),
  });
};

export const askToHandOver = (desk: Desk, one: CaseDetail): void => {
  const colleagues = desk.advisors.filter(
    ({ id, presence, role }) => id !== desk.me.me.id && presence !== 'signedOut' && may(role, 'workCases'),
  );
  const rank = ({ presence }: DeskAdvisor): number => (presence === 'available' ? 0 : 1);
  const options = [...colleagues]
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map(({ id, name, presence }) => ({ id, label: name, hint: word(`presence.${presence}`) }));
  if (options.length === 0) {
    const close = openDialog({
      title: word('handOver.title'),
      body: [el('p', {}, word('handOver.nobody'))],
      buttons: [
        dialogButton(word('dialog.close'), 'nhsuk-button--secondary', () => {
          close();
        }),
      ],
    });
    return;
  }
  const { element, value } = group(
    word('handOver.to'),
    'colleague',
    options,
    options.length === 1 ? (options[0]?.id ?? null) : null,
  );
  choose(word('handOver.title'), [el('p', {}, word('handOver.what')), element], word('handOver.do'), () => {
    const to = value();
    if (to === null) return word('handOver.choose');
    void desk.attempt(async () => {
      desk.moved((await api.move(one.reference, { move: 'handOver', to })).case);
    });
    return null;
  });
};

export const askToClose = (desk: Desk, one: CaseDetail): void => {
  // What comes under the dialog has not been seen.
  const seen = desk.open?.seen ?? 0;
  // My own reply a moment ago is no change by somebody else, although the case is still being read again.
  const version = Math.max(one.version, desk.inbox.get(one.reference)?.version ?? 0);
  const { element, value } = group(word('close.reason'), 'reason', desk.me.closeReasons, null);
  choose(word('close.title'), [el('p', {}, word('close.what')), element], word('close.do'), () => {
    const reason = value();
    if (reason === null) return word('close.choose');
    void desk.attempt(async () => {
      desk.moved((await api.move(one.reference, { move: 'close', reason, version, seen })).case);
    });
    return null;
  });
};

/** `2026-11-23T09:00`, as the field for a date and time has it, in local time. */
const local = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);

const tomorrowAtNine = (): Date => {
  const at = new Date(serverNow());
  at.setDate(at.getDate() + 1);
  at.setHours(9, 0, 0, 0);
  return at;
};

export const askToSetAside = (desk: Desk, one: CaseDetail): void => {
  const { element, value } = group(
    word('aside.until'),
    'aside',
    ASIDE.map((id) => ({ id, label: word(`aside.${id === 'tomorrow' || id === 'then' ? id : `in${id}`}`) })),
    '30',
  );
  const then = el('input', {
    type: 'datetime-local',
    class: 'nhsuk-input desk-then',
    id: 'aside-then',
    value: local(tomorrowAtNine()),
  });
  then.addEventListener('input', () => {
    element.querySelector<HTMLInputElement>('input[value="then"]')?.click();
  });
  const at = (): number => {
    const chosen = value();
    if (chosen === 'tomorrow') return tomorrowAtNine().getTime();
    return chosen === 'then' ? new Date(then.value).getTime() : serverNow() + Number(chosen) * MINUTE;
  };
  choose(
    word('aside.title'),
    [
      el('p', {}, word('aside.what')),
      element,
      el('label', { class: 'nhsuk-label', for: 'aside-then' }, word('aside.time')),
      then,
    ],
    word('aside.do'),
    () => {
      const until = at();
      if (!(until > serverNow())) return word('aside.past');
      void desk.attempt(async () => {
        desk.moved((await api.aside(one.reference, new Date(until).toISOString())).case);
      });
      return null;
    },
  );
};
