/** A summary to print or to save, made of screens and chosen answers only: nothing that was typed. */
import type { Part, Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { dialogButton, openDialog, printButton } from './dialog';
import { el } from './element';
import { drawScreen } from './screenView';

export interface SummaryOf {
  /** What was advised and asked for, in the order in which it is to be read. */
  readonly outcomes: readonly Screen[];
  /** Holds the answers so far. */
  readonly current: Screen;
}

const partAsText = (part: Part): readonly string[] => {
  switch (part.kind) {
    case 'line':
      return [part.line.text];
    case 'heading':
      return ['', part.line.text];
    case 'steps':
      return part.items.map((item, at) => `${at + 1}. ${item.text}`);
    case 'list':
      return part.items.map((item) => `- ${item.text}`);
    case 'reference':
      return [`${part.label.text} ${part.reference}`];
    case 'signpost':
      return [
        '',
        ...(part.title === undefined ? [] : [part.title.text]),
        ...part.lines.map((line) => line.text),
        ...part.items.map((item) => `- ${item.text}`),
        ...part.contacts.map((contact) =>
          contact.href.startsWith('https:') ? `${contact.label}: ${contact.href}` : contact.label,
        ),
      ];
  }
};

/** Plain text, for a file that any phone can open. */
export const summaryAsText = ({ outcomes, current }: SummaryOf, config: Config): string =>
  [
    config.word('page.heading'),
    `${config.word('header.service')}, ${config.word('header.organisation')}`,
    '',
    config.word('summary.answers'),
    ...(current.answered.length === 0 ? [config.word('summary.nothing')] : []),
    ...current.answered.map(({ ask, label }) => `- ${ask} ${label}`),
    ...outcomes.flatMap(({ title, parts }) => ['', title?.text ?? '', ...parts.flatMap(partAsText)]),
    '',
    config.word('summary.private'),
  ]
    .join('\r\n')
    .replace(/(\r\n){3,}/g, '\r\n\r\n');

const save = (text: string, name: string): void => {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  el('a', { href: url, download: name }).click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
};

const readOnly = (screen: Screen, config: Config): HTMLElement => {
  const { ask: _ask, ...said } = screen;
  const copy = drawScreen(said, 0, config);
  copy.className = 'app-summary';
  return copy;
};

export const openSummary = (of: SummaryOf, config: Config): void => {
  const { outcomes, current } = of;
  const close = openDialog({
    title: config.word('summary.title'),
    body: [
      el('p', {}, `${config.word('header.service')}, ${config.word('header.organisation')}`),
      ...outcomes.map((screen) => readOnly(screen, config)),
      el('h2', { class: 'nhsuk-heading-m' }, config.word('summary.answers')),
      current.answered.length === 0
        ? el('p', {}, config.word('summary.nothing'))
        : el(
            'dl',
            { class: 'nhsuk-summary-list' },
            ...current.answered.map(({ ask, label }) =>
              el(
                'div',
                { class: 'nhsuk-summary-list__row' },
                el('dt', { class: 'nhsuk-summary-list__key' }, ask),
                el('dd', { class: 'nhsuk-summary-list__value' }, label),
              ),
            ),
          ),
      el('p', { class: 'app-summary__private' }, config.word('summary.private')),
    ],
    buttons: [
      printButton(config),
      dialogButton(config.word('summary.save'), 'nhsuk-button--secondary', () => {
        save(summaryAsText(of, config), config.word('summary.fileName'));
      }),
      dialogButton(config.word('dialog.close'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
};
