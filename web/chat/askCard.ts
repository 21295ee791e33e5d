/** One page to show at a reception desk or on a ward, or to print. */
import type { AskCard } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { dialogButton, openDialog, printButton } from './dialog';
import { el } from './element';

export const openAskCard = (card: AskCard, config: Config): void => {
  const close = openDialog({
    title: card.title.text,
    look: 'full',
    body: [
      ...card.intro.map((line) => el('p', { class: 'nhsuk-body-l' }, line.text)),
      card.questions.length === 0 ? null : el('h3', { class: 'nhsuk-heading-m' }, config.word('askCard.questions')),
      card.questions.length === 0
        ? null
        : el('ol', { class: 'app-ask-card__questions' }, ...card.questions.map((line) => el('li', {}, line.text))),
      el(
        'div',
        { class: 'app-ask-card__footer' },
        ...card.footer.map((line) => el('p', {}, line.text)),
        el(
          'p',
          { class: 'app-ask-card__from' },
          `${config.word('header.service')}, ${config.word('header.organisation')}`,
        ),
      ),
    ],
    buttons: [
      printButton(config),
      dialogButton(config.word('dialog.close'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
};

/** Opens the card; it stands below the outcome that offers it. */
export const askCardButton = (card: AskCard, config: Config): HTMLElement => {
  const button = dialogButton(config.word(`askCard.${card.to}`), 'nhsuk-button--secondary app-card-button', () => {
    openAskCard(card, config);
  });
  return button;
};
