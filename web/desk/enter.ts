/** The ways in: the Trust's own sign-in; on a developer's machine a one-time link, a name that patients will see, and a role. */
import { ROLES } from '../../handover/roles';
import { el, part } from '../chat/element';
import { api, DeskRefused } from './api';
import { group } from './controls';
import { hasSignIn, word } from './words';

const tell = (title: string, text: string | null): void => {
  part('enter').replaceChildren(
    el('h1', { class: 'nhsuk-heading-l' }, title),
    ...(text === null ? [] : [el('p', {}, text)]),
    ...(hasSignIn()
      ? [
          el(
            'a',
            { class: 'nhsuk-button', href: '/desk/sign-in', role: 'button', draggable: 'false' },
            word('enter.signIn'),
          ),
        ]
      : []),
  );
};

export const showSignedOut = (): void => {
  tell(word('enter.outTitle'), word(hasSignIn() ? 'enter.outSignIn' : 'enter.out'));
};

const WHY = /^why=(refused|expired|noRole|unreachable|tooMany)$/;

/** `code`: what stood behind `#`, of a one-time link or why the sign-in let nobody in. */
export const showEnter = (code: string): void => {
  const why = WHY.exec(code)?.[1];
  if (why !== undefined || code === '') {
    const text = why === undefined ? null : word(`enter.why.${why}`);
    tell(
      word(why === undefined ? 'enter.title' : 'enter.whyTitle'),
      text ?? (hasSignIn() ? null : word('enter.noCode')),
    );
    return;
  }
  const name = el('input', {
    type: 'text',
    class: 'nhsuk-input',
    id: 'name',
    name: 'name',
    maxlength: '60',
    autocomplete: 'name',
    required: '',
  });
  const { element, value } = group(
    word('enter.role'),
    'role',
    ROLES.map((id) => ({ id, label: word(`role.${id}`), hint: word(`role.${id}What`) })),
    'advisor',
  );
  const problem = el('p', { class: 'nhsuk-error-message', role: 'alert' });
  const form = el(
    'form',
    { novalidate: '' },
    problem,
    el(
      'div',
      { class: 'nhsuk-form-group' },
      el('label', { class: 'nhsuk-label nhsuk-label--s', for: 'name' }, word('enter.name')),
      el('div', { class: 'nhsuk-hint', id: 'name-hint' }, word('enter.nameHint')),
      name,
    ),
    element,
    el('button', { type: 'submit', class: 'nhsuk-button' }, word('enter.do')),
  );
  name.setAttribute('aria-describedby', 'name-hint');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (name.value.trim() === '') {
      problem.textContent = word('enter.nameMissing');
      name.focus();
      return;
    }
    void api.enter({ code, name: name.value.trim(), role: value() ?? 'advisor' }).then(
      () => {
        location.replace('/desk');
      },
      (error: unknown) => {
        problem.textContent =
          error instanceof DeskRefused
            ? error.code === 'badRequest'
              ? word('enter.nameWrong')
              : error.message
            : word('problem.noAnswer');
      },
    );
  });
  part('enter').replaceChildren(el('h1', { class: 'nhsuk-heading-l' }, word('enter.title')), form);
  name.focus();
};
