/** The place of the answers: those of the question that is open, or resting while an answer is on its way. */
import type { Screen } from '../../dialogs/engine/screen';
import { drawAnswers } from './answersView';
import type { Config } from './config';
import { part } from './element';

export class Answers {
  readonly place = part('now');
  private readonly first = [...this.place.childNodes].map((node) => node.cloneNode(true));

  constructor(private readonly config: Config) {}

  draw(screen: Screen, index: number): void {
    drawAnswers(this.place, screen, index, this.config);
  }

  /** Those that came with the page. */
  reset(): void {
    this.place.replaceChildren(...this.first.map((node) => node.cloneNode(true)));
  }

  show(visible: boolean): void {
    this.place.hidden = !visible;
  }

  holds(button: Element): boolean {
    return this.place.contains(button);
  }

  /** The focus stays where it is: a button that is really disabled would lose it. */
  rest(chosen: Element | null): void {
    chosen?.classList.add('app-choice--chosen');
    for (const button of this.buttons()) button.setAttribute('aria-disabled', 'true');
  }

  wake(): void {
    for (const button of this.buttons()) {
      button.removeAttribute('aria-disabled');
      button.classList.remove('app-choice--chosen');
    }
  }

  private buttons(): NodeListOf<Element> {
    return this.place.querySelectorAll('[data-action]');
  }
}
