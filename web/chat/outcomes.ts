/** The outcomes worth taking away: the last advice, and the reference of the last request for a person. */
import type { Screen } from '../../dialogs/engine/screen';

const hasReference = ({ parts }: Screen): boolean => parts.some(({ kind }) => kind === 'reference');

export class Outcomes {
  private advice: Screen | null = null;
  private request: Screen | null = null;

  take(screen: Screen): void {
    // Safety advice is for now and not for paper that others may find; where nothing leads on, it was a farewell.
    if (screen.kind !== 'outcome' || screen.pinned || screen.answers.length === 0) return;
    if (hasReference(screen)) this.request = screen;
    // One that was left and is come back to says only what it offers.
    else if (this.advice?.node !== screen.node || screen.parts.length >= this.advice.parts.length) this.advice = screen;
  }

  /** The person has started again: the reference stays theirs. */
  startAgain(): void {
    this.advice = null;
  }

  forget(): void {
    this.advice = null;
    this.request = null;
  }

  get all(): readonly Screen[] {
    return [this.advice, this.request].filter((screen) => screen !== null);
  }
}
