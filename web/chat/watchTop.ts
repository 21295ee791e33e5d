import { part } from './element';

/** Tells the styles how high the lines are that stay at the top, so that nothing scrolled to ends up below them. */
export const measureTop = (): void => {
  document.documentElement.style.setProperty('--app-top', `${part('top').offsetHeight}px`);
};

export const watchTop = (): void => {
  new ResizeObserver(measureTop).observe(part('top'));
};
