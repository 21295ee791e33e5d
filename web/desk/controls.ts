/** Small things that every part of the desk is made of. */
import { el } from '../chat/element';
import { plain } from './plain';

type Look = 'primary' | 'secondary' | 'quiet' | 'warning';

const CLASSES: Readonly<Record<Look, string>> = {
  primary: 'nhsuk-button desk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary desk-button',
  warning: 'nhsuk-button nhsuk-button--warning desk-button',
  quiet: 'desk-quiet',
};

export const button = (
  look: Look,
  label: string,
  press: () => void,
  more: Readonly<Record<string, string>> = {},
): HTMLButtonElement => {
  const made = el('button', { type: 'button', class: CLASSES[look], ...more }, label);
  made.addEventListener('click', ({ detail }) => {
    // The second click of a double click may fall on a button that has come in the place of the first.
    if (detail < 2) press();
  });
  return made;
};

export const hidden = (text: string): HTMLElement => el('span', { class: 'nhsuk-u-visually-hidden' }, text);

/** What a person or an advisor wrote. */
export const written = (tag: 'p' | 'span' | 'dd', text: string, look = ''): HTMLElement =>
  el(tag, { class: `desk-written ${look}`.trim(), dir: 'auto' }, plain(text));

/** A name, a label or another short text of somebody's, inside a sentence of ours. */
export const name = (text: string): HTMLElement => el('bdi', {}, plain(text));

/** Says it to a screen reader, once. */
export const announce = (text: string, now = false): void => {
  const place = document.getElementById(now ? 'say-now' : 'say');
  if (place === null) return;
  // The same words again are no change, so they would not be said.
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
};

export const group = <T extends string>(
  legend: string,
  name: string,
  options: readonly { readonly id: T; readonly label: string; readonly hint?: string }[],
  chosen: T | null,
): { readonly element: HTMLElement; readonly value: () => T | null } => {
  const inputs = options.map(({ id }, index) => {
    const input = el('input', { type: 'radio', class: 'nhsuk-radios__input', id: `${name}-${index}`, name, value: id });
    input.checked = id === chosen;
    return input;
  });
  const element = el(
    'fieldset',
    { class: 'nhsuk-fieldset desk-group' },
    el('legend', { class: 'nhsuk-fieldset__legend nhsuk-fieldset__legend--s' }, legend),
    el(
      'div',
      { class: 'nhsuk-radios nhsuk-radios--small' },
      ...options.map(({ label, hint }, index) =>
        el(
          'div',
          { class: 'nhsuk-radios__item' },
          inputs[index] ?? null,
          el(
            'label',
            { class: 'nhsuk-label nhsuk-radios__label', for: `${name}-${index}` },
            plain(label),
            hint === undefined ? null : el('span', { class: 'desk-hint' }, ` ${hint}`),
          ),
        ),
      ),
    ),
  );
  return { element, value: () => options[inputs.findIndex(({ checked }) => checked)]?.id ?? null };
};
