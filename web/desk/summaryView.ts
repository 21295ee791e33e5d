/** What the advisor must know before they write: first on the case, so that nobody has to say it twice. */
import type { CaseDetail } from '../../channels/desk/wire';
import { el } from '../chat/element';
import { timeOf, untilThen } from './clock';
import { written } from './controls';
import { isQueued } from './inbox';
import { plain } from './plain';
import { word } from './words';

const row = (key: string, ...values: readonly (Node | string)[]): HTMLElement =>
  el('div', { class: 'desk-summary__row' }, el('dt', {}, key), el('dd', {}, ...values));

const bullets = (items: readonly string[]): HTMLElement =>
  el('ul', { class: 'desk-summary__list' }, ...items.map((item) => el('li', {}, plain(item))));

const times = (one: CaseDetail): string => {
  const asked = word('summary.askedAt', { time: timeOf(one.raisedAt) });
  return isQueued(one) ? `${asked} ${word('summary.due', { due: untilThen(one.dueAt).text })}` : asked;
};

/** The pages and places that were named, with where each comes from. */
const said = (one: CaseDetail): HTMLElement =>
  el(
    'details',
    { class: 'desk-said' },
    el('summary', {}, word('summary.said', { n: one.said.length })),
    el(
      'ul',
      { class: 'desk-summary__list' },
      ...one.said.map(({ kind, id, text }) =>
        el(
          'li',
          {},
          plain(text),
          ' ',
          el(
            'span',
            { class: 'desk-source' },
            word(kind === 'page' ? 'summary.fromPage' : 'summary.fromSignpost', { id }),
          ),
        ),
      ),
    ),
  );

const procedure = ({ title, steps }: NonNullable<CaseDetail['procedure']>): HTMLElement =>
  el(
    'section',
    { class: 'desk-procedure', 'aria-labelledby': 'procedure-title' },
    el('h3', { id: 'procedure-title', class: 'desk-procedure__title' }, title),
    el('ol', { class: 'desk-procedure__steps' }, ...steps.map((step) => el('li', {}, step))),
  );

const guidance = ({ title, lines }: CaseDetail['guidance'][number]): HTMLElement =>
  el('details', { class: 'desk-said' }, el('summary', {}, word('summary.guidance', { title })), bullets(lines));

export const drawSummary = (one: CaseDetail): readonly (Node | null)[] => {
  // The others have rows of their own; the answers in the order in which they were chosen.
  const answers = one.lines.filter(({ id }) => id.startsWith('answer:'));
  return [
    one.procedure === null || one.state === 'closed' ? null : procedure(one.procedure),
    el(
      'section',
      { class: 'desk-summary', 'aria-labelledby': 'summary-title' },
      el('h3', { id: 'summary-title', class: 'nhsuk-heading-s desk-summary__title' }, word('summary.title')),
      el(
        'dl',
        { class: 'desk-summary__rows' },
        row(word('summary.who'), one.who === null ? word('summary.takenOut') : plain(one.who)),
        row(
          word('summary.why'),
          one.reasons.length === 0
            ? one.why === null
              ? word('summary.takenOut')
              : plain(one.why)
            : bullets(one.reasons.map(({ label }) => label)),
        ),
        one.wish === ''
          ? row(word('summary.wish'), el('span', { class: 'desk-quietly' }, word('summary.noWish')))
          : row(word('summary.wish'), written('span', one.wish, 'desk-wish')),
        row(word('summary.how'), one.how.label),
        ...(one.needs.length + (one.language === null ? 0 : 1) === 0
          ? []
          : [
              row(
                word('summary.needs'),
                el(
                  'strong',
                  {},
                  [...one.needs.map(({ label }) => label), ...(one.language === null ? [] : [one.language.label])].join(
                    ', ',
                  ),
                ),
              ),
            ]),
        ...(one.flags.length === 0 ? [] : [row(word('summary.flags'), one.flags.map(({ label }) => label).join(', '))]),
        ...answers.map(({ label, value }) => row(plain(label), el('bdi', {}, plain(value)))),
        ...(one.outcome === null ? [] : [row(word('summary.outcome'), plain(one.outcome.title))]),
        ...(one.maskedKinds.length === 0
          ? []
          : [row(word('summary.masked'), one.maskedKinds.map(({ label }) => label).join(', '))]),
        ...(one.takenOut === 0
          ? []
          : [row(word('summary.private'), word('summary.privateLines', { n: one.takenOut }))]),
        row(word('summary.times'), times(one)),
      ),
      one.said.length === 0 ? null : said(one),
      ...one.guidance.map(guidance),
    ),
  ];
};
