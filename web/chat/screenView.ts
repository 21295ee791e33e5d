/** A screen as elements. `channels/pages/templates/screen.njk` draws the same on the server. */
import type { Line, Part, Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el } from './element';

type Signpost = Extract<Part, { kind: 'signpost' }>;

const list = (kind: 'bullet' | 'number', items: readonly { text: string }[]): HTMLElement =>
  el(
    kind === 'bullet' ? 'ul' : 'ol',
    { class: `nhsuk-list nhsuk-list--${kind}${kind === 'number' ? ' app-steps' : ''}` },
    ...items.map((item) => el('li', {}, item.text)),
  );

const linesAndItems = (part: Signpost): readonly HTMLElement[] => [
  ...part.lines.map((line) => el('p', {}, line.text)),
  ...(part.items.length > 0 ? [list('bullet', part.items)] : []),
];

const contacts = (part: Signpost): readonly HTMLElement[] =>
  part.contacts.length === 0
    ? []
    : [
        el(
          'ul',
          { class: 'nhsuk-list app-contacts' },
          ...part.contacts.map(({ href, label }) =>
            el(
              'li',
              {},
              el(
                'a',
                {
                  class: 'app-contact',
                  href,
                  ...(href.startsWith('https:') ? { rel: 'noopener noreferrer', target: '_blank' } : {}),
                },
                label,
              ),
            ),
          ),
        ),
      ];

/** NHS care card: red heading; with `emergency` a black body, in which nothing is a link. */
const careCard = (
  kind: 'emergency' | 'urgent',
  hidden: string,
  title: string,
  body: readonly (HTMLElement | null)[],
): HTMLElement =>
  el(
    'div',
    { class: `nhsuk-card nhsuk-card--care nhsuk-card--care--${kind}` },
    el(
      'div',
      { class: 'nhsuk-card__heading-container' },
      el(
        'h2',
        { class: 'nhsuk-card__heading', tabindex: '-1' },
        el('span', { class: 'nhsuk-u-visually-hidden' }, `${hidden}: `),
        title,
      ),
      el('span', { class: 'nhsuk-card--care__arrow', 'aria-hidden': 'true' }),
    ),
    el('div', { class: 'nhsuk-card__content' }, ...body),
  );

const isEmergencyCard = (part: Part): part is Signpost & { title: Line } =>
  part.kind === 'signpost' && part.id === 'E-999' && part.title !== undefined && part.items.length > 0;

/** `urgent` on a pinned screen; `quiet` on a question, above which the emergency line stands anyway. */
interface Look {
  readonly level: 'h2' | 'h3';
  readonly urgent: boolean;
  readonly quiet: boolean;
}

const drawPart = (part: Part, { level, urgent, quiet }: Look, config: Config): HTMLElement | null => {
  switch (part.kind) {
    case 'line':
      // S01 is the page's own heading.
      return part.line.unit === 'S01' ? null : el('p', {}, part.line.text);
    case 'heading':
      return el(level, { class: 'nhsuk-heading-s' }, part.line.text);
    case 'steps':
      return list('number', part.items);
    case 'list':
      return list('bullet', part.items);
    case 'reference':
      return el(
        'p',
        { class: 'app-reference' },
        el('span', {}, part.label.text),
        ' ',
        el('strong', { translate: 'no' }, part.reference),
      );
    case 'signpost':
      if (urgent && isEmergencyCard(part))
        return careCard('emergency', config.word('card.emergency'), part.title.text, linesAndItems(part));
      if (quiet && part.id === 'E-999' && part.title !== undefined)
        return el(
          'details',
          { class: 'nhsuk-details' },
          el(
            'summary',
            { class: 'nhsuk-details__summary' },
            el('span', { class: 'nhsuk-details__summary-text' }, part.title.text),
          ),
          el('div', { class: 'nhsuk-details__text' }, ...linesAndItems(part)),
        );
      return el(
        'div',
        { class: 'app-signpost' },
        part.title === undefined ? null : el(level, { class: 'nhsuk-heading-s' }, part.title.text),
        ...linesAndItems(part),
        ...contacts(part),
      );
  }
};

/** `index` makes the question's id, by which its answers are named. */
export const drawScreen = (screen: Screen, index: number, config: Config): HTMLElement => {
  const emergency = screen.tier === 'T0' && screen.pinned && screen.parts.some(isEmergencyCard);
  const urgent = screen.pinned && !emergency && screen.title !== undefined;
  const level = screen.title === undefined ? 'h2' : 'h3';
  const said = el(
    'div',
    {
      class: `app-said app-said--bot${emergency ? ' app-said--emergency' : ''}${urgent ? ' app-said--urgent' : ''}`,
      'data-node': screen.node,
    },
    el('span', { class: 'nhsuk-u-visually-hidden' }, config.word('log.bot')),
  );
  if (urgent)
    said.append(
      careCard(
        'urgent',
        config.word('card.urgent'),
        screen.title?.text ?? '',
        screen.parts.map((part) => drawPart(part, { level, urgent: false, quiet: false }, config)),
      ),
    );
  else {
    // The emergency card's own heading says what the title says.
    if (screen.title !== undefined && !emergency)
      said.append(el('h2', { class: 'nhsuk-heading-m', tabindex: '-1' }, screen.title.text));
    const look = { level, urgent: screen.pinned, quiet: screen.kind === 'question' && !screen.pinned } as const;
    for (const part of screen.parts) {
      const drawn = drawPart(part, look, config);
      if (drawn !== null) said.append(drawn);
    }
  }
  if (screen.ask !== undefined)
    said.append(el('h2', { class: 'nhsuk-heading-m app-ask', id: `ask-${index}`, tabindex: '-1' }, screen.ask.text));
  return said;
};
