/** What happened in a period: each number in a table, with a bar beside it. */
import type { Report } from '../../channels/desk/wire';
import { el, part } from '../chat/element';
import { api, DeskRefused } from './api';
import { serverNow } from './clock';
import { button } from './controls';
import type { Desk } from './desk';
import { plain } from './plain';
import { word } from './words';

const DAY = 86_400_000;
const BREAKDOWNS = ['byTier', 'byReason', 'byOutcome', 'byChannel', 'byCloseReason', 'stoppedAt', 'ratings'] as const;
const dateOf = (at: number): string => {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
};

const SVG = 'http://www.w3.org/2000/svg';
/** A share of the longest, from 0 to 1. */
const bar = (share: number): Element => {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    class: 'desk-bar-chart',
    viewBox: '0 0 100 10',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
    focusable: 'false',
  }))
    svg.setAttribute(name, value);
  const rect = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x: 0, y: 0, width: Math.round(share * 1000) / 10, height: 10 }))
    rect.setAttribute(name, String(value));
  svg.append(rect);
  return svg;
};

const breakdown = (title: string, rows: Report['byTier']): HTMLElement => {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return el(
    'section',
    { class: 'desk-report__part' },
    rows.length === 0
      ? el(
          'div',
          {},
          el('h3', { class: 'nhsuk-heading-s' }, title),
          el('p', { class: 'desk-quietly' }, word('report.none')),
        )
      : el(
          'table',
          { class: 'desk-chart' },
          el('caption', { class: 'nhsuk-heading-s' }, title),
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              el('th', { scope: 'col' }, word('report.what')),
              el('th', { scope: 'col' }, word('report.count')),
              el('td', {}),
            ),
          ),
          el(
            'tbody',
            {},
            ...rows.map(({ label, count }) =>
              el(
                'tr',
                {},
                el('th', { scope: 'row' }, plain(label)),
                el('td', { class: 'desk-chart__count' }, String(count)),
                el('td', { class: 'desk-chart__bar' }, bar(count / most)),
              ),
            ),
          ),
        ),
  );
};

const figure = (label: string, value: string): HTMLElement =>
  el('div', { class: 'desk-figure' }, el('dt', {}, label), el('dd', {}, value));

const minutes = (n: number | null): string =>
  n === null ? word('report.noTime') : word('report.minutes', { n: Math.round(n * 10) / 10 });

export class ReportView {
  readonly #place = part('report');
  readonly #from = el('input', { type: 'date', class: 'nhsuk-input desk-date', id: 'report-from' });
  readonly #to = el('input', { type: 'date', class: 'nhsuk-input desk-date', id: 'report-to' });
  readonly #body = el('div', { class: 'desk-report__body' });
  readonly #csv = el('a', { class: 'nhsuk-link', download: '' }, word('report.csv'));
  readonly #status = el('p', { role: 'status', class: 'desk-quietly' });
  #isShown = false;

  constructor(private readonly desk: Desk) {
    const form = el(
      'form',
      { class: 'desk-report__form' },
      el('div', {}, el('label', { class: 'nhsuk-label', for: 'report-from' }, word('report.from')), this.#from),
      el('div', {}, el('label', { class: 'nhsuk-label', for: 'report-to' }, word('report.to')), this.#to),
      el('button', { type: 'submit', class: 'nhsuk-button desk-button' }, word('report.show')),
      this.#csv,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#read();
    });
    this.#place.append(
      el(
        'div',
        { class: 'desk-report__head' },
        el('h2', { class: 'nhsuk-heading-l', tabindex: '-1' }, word('report.title')),
        button('quiet', word(desk.readsCases ? 'menu.cases' : 'admin.title'), () => {
          desk.place = desk.readsCases ? 'cases' : 'running';
          desk.changed();
        }),
      ),
      form,
      this.#status,
      this.#body,
    );
    desk.onChange(() => {
      this.draw();
    });
  }

  draw(): void {
    const isShown = this.desk.place === 'report';
    this.#place.hidden = !isShown;
    document.body.classList.toggle('desk--report', isShown);
    if (isShown && !this.#isShown) {
      this.#from.value ||= dateOf(serverNow() - 6 * DAY);
      this.#to.value ||= dateOf(serverNow());
      void this.#read();
      this.#place.querySelector<HTMLElement>('h2')?.focus();
    }
    this.#isShown = isShown;
  }

  async #read(): Promise<void> {
    const [from, to] = [this.#from.value, this.#to.value];
    if (from === '' || to === '' || from > to) {
      this.#status.textContent = word('report.badPeriod');
      return;
    }
    this.#status.textContent = word('loading');
    this.#csv.href = api.csvAddress(from, to);
    try {
      const report = await api.report(from, to);
      this.#status.textContent = '';
      this.#body.replaceChildren(
        el(
          'dl',
          { class: 'desk-figures' },
          figure(word('report.contacts'), String(report.contacts)),
          figure(word('report.cases'), String(report.cases)),
          figure(word('report.toPickUpMedian'), minutes(report.toPickUp.median)),
          figure(word('report.toPickUpNinetieth'), minutes(report.toPickUp.ninetieth)),
          figure(word('report.toCloseMedian'), minutes(report.toClose.median)),
          figure(word('report.toCloseNinetieth'), minutes(report.toClose.ninetieth)),
        ),
        ...BREAKDOWNS.map((id) => breakdown(word(`report.${id}`), report[id])),
      );
    } catch (error) {
      this.#status.textContent = error instanceof DeskRefused ? error.message : word('problem.noAnswer');
    }
  }
}
