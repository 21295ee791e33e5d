/** "Exit this page": its link, and the Shift key three times, for somebody who must not be seen here. */
import type { Config } from './config';
import { el, part } from './element';

const PRESSES = 3;
/** Between two presses that belong together. */
const PATIENCE_MS = 5_000;

/** Nothing is left to be seen, and "Back" does not come here again; in a frame the page around it is left too. */
export const leaveFor = (address: string): void => {
  document.body.replaceChildren();
  document.title = '';
  try {
    (window.top ?? window).location.replace(address);
  } catch {
    // A frame that may not move its page leaves alone.
    location.replace(address);
  }
};

export const listenForExit = (config: Config, exit: () => void): void => {
  const link = part('exit');
  const said = part('exit-said');
  link.append(el('span', { class: 'nhsuk-u-visually-hidden' }, config.word('exit.how')));
  link.addEventListener('click', (event) => {
    event.preventDefault();
    exit();
  });

  let presses = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Shift held for a capital letter is not a press. */
  let isAlone = false;
  const forget = (): void => {
    presses = 0;
    said.textContent = '';
  };
  document.addEventListener('keydown', ({ key, repeat }) => {
    if (!repeat) isAlone = key === 'Shift';
    if (key !== 'Shift') forget();
  });
  document.addEventListener('keyup', ({ key }) => {
    if (key !== 'Shift' || !isAlone) return;
    clearTimeout(timer);
    presses++;
    if (presses === PRESSES) exit();
    else {
      said.textContent = presses === 1 ? config.word('exit.twoMore') : config.word('exit.oneMore');
      timer = setTimeout(forget, PATIENCE_MS);
    }
  });
};
