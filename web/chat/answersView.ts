/** What the person can do now: answers, quieter offers, what only the page can do, and earlier answers to change. */
import type { Action, Choice, Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el } from './element';

const button = (look: 'app-choice' | 'app-link', label: string, action: Action): HTMLButtonElement =>
  el('button', { type: 'button', class: look, 'data-action': JSON.stringify(action) }, label);

const pageButton = (id: 'print' | 'exitPage', label: string): HTMLButtonElement =>
  el('button', { type: 'button', class: 'app-link', 'data-page': id }, label);

const answers = (choices: readonly Choice[], name: Readonly<Record<string, string>>): HTMLElement | null =>
  choices.length === 0
    ? null
    : el(
        'div',
        { class: 'app-answers', role: 'group', ...name },
        ...choices.map(({ label, action }) => button('app-choice', label, action)),
      );

const offers = (screen: Screen, config: Config): HTMLElement | null =>
  screen.offers.length + screen.pageActions.length === 0
    ? null
    : el(
        'ul',
        { class: 'app-offers', 'aria-label': config.word('answers.offers') },
        ...screen.offers.map(({ label, action }) => el('li', {}, button('app-link', label, action))),
        ...screen.pageActions.map(({ id, label }) => el('li', {}, pageButton(id, label))),
      );

const answered = (screen: Screen, config: Config): HTMLElement | null =>
  screen.answered.length === 0
    ? null
    : el(
        'details',
        { class: 'nhsuk-details app-answered' },
        el(
          'summary',
          { class: 'nhsuk-details__summary' },
          el('span', { class: 'nhsuk-details__summary-text' }, config.word('answered.title')),
        ),
        el(
          'div',
          { class: 'nhsuk-details__text' },
          el(
            'dl',
            { class: 'nhsuk-summary-list' },
            ...screen.answered.map(({ question, ask, label }) => {
              const change = button('app-link', config.word('answered.change'), { change: question });
              change.append(el('span', { class: 'nhsuk-u-visually-hidden' }, ` ${ask}`));
              return el(
                'div',
                { class: 'nhsuk-summary-list__row' },
                el('dt', { class: 'nhsuk-summary-list__key' }, ask),
                el('dd', { class: 'nhsuk-summary-list__value' }, label),
                el('dd', { class: 'nhsuk-summary-list__actions' }, change),
              );
            }),
          ),
        ),
      );

/** Fills `#now` for the screen drawn under `index`. */
export const drawAnswers = (into: HTMLElement, screen: Screen, index: number, config: Config): void => {
  const name: Readonly<Record<string, string>> =
    screen.ask === undefined ? { 'aria-label': config.word('answers.label') } : { 'aria-labelledby': `ask-${index}` };
  const made = [answers(screen.answers, name), offers(screen, config), answered(screen, config)];
  into.replaceChildren(...made.filter((element) => element !== null));
};
