/** For those who run the service: the assistant's switch, who is signed in, and all that is kept of one case. */
import { may } from '../../handover/roles';
import { dialogButton, openDialog } from '../chat/dialog';
import { el, part } from '../chat/element';
import { api } from './api';
import { announce, button, name } from './controls';
import type { Desk } from './desk';
import { plain } from './plain';
import { Slot } from './slot';
import { word } from './words';

/** Asks before something that many people notice, or that cannot be undone. */
function confirm(title: string, what: readonly string[], label: string, look: string, act: () => void): void {
  const close = openDialog({
    title,
    body: what.map((text) => el('p', {}, text)),
    buttons: [
      dialogButton(label, look, () => {
        close();
        act();
      }),
      dialogButton(word('dialog.cancel'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
}

export function askToTurn(desk: Desk, isOff: boolean): void {
  const [title, what, label, look] = isOff
    ? [word('off.title'), [word('off.what'), word('off.then')], word('off.do'), 'nhsuk-button--warning']
    : [word('off.onTitle'), [word('off.onWhat')], word('off.undo'), ''];
  confirm(title, what, label, look, () => {
    void desk.attempt(async () => {
      desk.me = { ...desk.me, opening: await api.turn(isOff) };
    });
  });
}

export class RunningView {
  readonly #place = part('running');
  readonly #switch = new Slot(el('div', {}));
  readonly #people = new Slot(el('div', {}));
  readonly #reference = el('input', {
    type: 'text',
    class: 'nhsuk-input desk-reference',
    id: 'record-reference',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '40',
  });
  readonly #status = el('p', { role: 'status', class: 'desk-running__status' });
  #isShown = false;

  constructor(private readonly desk: Desk) {
    const { role } = desk.me.me;
    this.#place.append(
      el(
        'div',
        { class: 'desk-report__head' },
        el('h2', { class: 'nhsuk-heading-l', tabindex: '-1' }, word('admin.title')),
        may(role, 'readCases')
          ? button('quiet', word('menu.cases'), () => {
              desk.place = 'cases';
              desk.changed();
            })
          : '',
      ),
      this.#status,
      el(
        'section',
        { class: 'desk-running__part' },
        el('h3', { class: 'nhsuk-heading-m' }, word('admin.switch')),
        this.#switch.place,
      ),
      el(
        'section',
        { class: 'desk-running__part' },
        el('h3', { class: 'nhsuk-heading-m' }, word('admin.people')),
        this.#people.place,
      ),
      ...(may(role, 'manageRecords') ? [this.#records()] : []),
    );
    desk.onChange(() => {
      this.draw();
    });
  }

  draw(): void {
    const { desk } = this;
    const isShown = desk.place === 'running';
    this.#place.hidden = !isShown;
    document.body.classList.toggle('desk--running', isShown);
    if (isShown && !this.#isShown) this.#place.querySelector<HTMLElement>('h2')?.focus();
    this.#isShown = isShown;
    const { off } = desk.me.opening;
    this.#switch.show(JSON.stringify(off), () => [
      el('p', {}, off?.text ?? word('admin.isOn')),
      off?.isKept === true
        ? null
        : button(off === null ? 'warning' : 'primary', word(off === null ? 'off.do' : 'off.undo'), () => {
            askToTurn(desk, off === null);
          }),
    ]);
    this.#people.show(JSON.stringify(desk.advisors), () => [this.#table()]);
  }

  #table(): HTMLElement {
    const { desk } = this;
    const people = desk.advisors.filter(({ presence }) => presence !== 'signedOut');
    if (people.length === 0) return el('p', {}, word('admin.peopleNone'));
    return el(
      'ul',
      { class: 'desk-running__people' },
      ...people.map((one) =>
        el(
          'li',
          {},
          el('span', {}, name(one.name), `, ${word(`role.${one.role}`)}, ${word(`presence.${one.presence}`)}`),
          one.id === desk.me.me.id
            ? ''
            : button(
                'secondary',
                word('admin.endSessions'),
                () => {
                  confirm(
                    word('admin.endSessions'),
                    [word('admin.endWhat')],
                    word('admin.endSessions'),
                    'nhsuk-button--warning',
                    () => {
                      void this.#do(async () => {
                        desk.advisors = (await api.endSessions(one.id)).advisors;
                        return word('admin.ended', { name: plain(one.name) });
                      });
                    },
                  );
                },
                { 'aria-label': `${word('admin.endSessions')}: ${plain(one.name)}` },
              ),
        ),
      ),
    );
  }

  #records(): HTMLElement {
    const withReference = (act: (reference: string) => void) => (): void => {
      const reference = this.#reference.value.trim();
      if (reference === '') {
        this.#status.textContent = word('admin.referenceMissing');
        this.#reference.focus();
      } else act(reference);
    };
    const erase = (reference: string): void => {
      confirm(
        word('admin.eraseTitle', { reference }),
        [word('admin.eraseWhat')],
        word('admin.erase'),
        'nhsuk-button--warning',
        () => {
          void this.#do(async () => {
            await api.erase(reference);
            this.#reference.value = '';
            return word('admin.erased', { reference });
          });
        },
      );
    };
    return el(
      'section',
      { class: 'desk-running__part' },
      el('h3', { class: 'nhsuk-heading-m' }, word('admin.records')),
      el('p', {}, word('admin.recordsWhat')),
      el('label', { class: 'nhsuk-label', for: 'record-reference' }, word('admin.reference')),
      this.#reference,
      el(
        'div',
        { class: 'desk-running__buttons' },
        button(
          'primary',
          word('admin.export'),
          withReference((reference) => void this.#do(() => this.#download(reference))),
        ),
        button('warning', word('admin.erase'), withReference(erase)),
      ),
    );
  }

  async #download(reference: string): Promise<string> {
    const record = await api.record(reference);
    const address = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }));
    el('a', { href: address, download: `${reference}.json` }).click();
    URL.revokeObjectURL(address);
    return '';
  }

  /** What was done is said. */
  async #do(action: () => Promise<string>): Promise<void> {
    let said = '';
    const isDone = await this.desk.attempt(async () => {
      said = await action();
    });
    // What is refused stands at the top, as everywhere at the desk.
    this.#status.textContent = isDone ? said : '';
    if (!isDone && this.desk.problem !== null) announce(this.desk.problem, true);
  }
}

/** Told at the top of every place: nobody can write to PALS while it stands. */
export class OffBand {
  readonly #slot = new Slot(part('off'));

  constructor(desk: Desk) {
    desk.onChange(() => {
      const { off } = desk.me.opening;
      this.#slot.place.hidden = off === null;
      this.#slot.show(JSON.stringify(off), () => (off === null ? [] : [el('p', {}, off.text)]));
    });
  }
}
