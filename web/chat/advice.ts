/** The safety advice that this page gives by itself, until the server's answer takes its place. */
import type { Action, PageSafety, Part, Screen } from '../../dialogs/engine/screen';
import type { SafetyVerdict } from '../../understanding/types';

/** On the screen, said by the page. */
export interface Advised {
  readonly screen: Screen;
  readonly said: HTMLElement;
  /** Of the screen among those drawn. */
  readonly index: number;
}

const isAt = (screen: Screen, nodes: readonly string[]): boolean =>
  nodes.includes(screen.node) || screen.answered.some(({ question }) => nodes.includes(question));

export class Advice {
  /** By the client id of what was written; once the server has that, by its activity's id. */
  private readonly standing = new Map<string, Advised>();
  /** Their messages went back into the box. */
  private left: Advised[] = [];

  /** Nothing is said before the page has the words. */
  safety: readonly PageSafety[] = [];

  /** What to say at once to this, as the server would; null for nothing. */
  forWords({ tier, certainty }: SafetyVerdict, current: Screen | null, isLive: boolean): Screen | null {
    // What is slight is one line of the server's answer.
    if (tier === null || certainty === 'slight') return null;
    const { cards, checks } = this.inVoice(current);
    const check = certainty === 'possible' && !isLive ? checks[tier] : undefined;
    // Whoever answers the check question in words is asked nothing again; the server knows what they mean.
    return check === undefined ? (cards[tier] ?? null) : check.node === current?.node ? null : check;
  }

  /** What "I need help now" opens, and the cards that its answers and those of a check question lead to. */
  forPress(action: Action | null, current: Screen | null, isLive: boolean): Screen | null {
    if (action === null) return null;
    const { cards, pressed } = this.inVoice(current);
    if ('bar' in action) return (isLive && action.bar === 'helpNow' ? cards.T0 : pressed[action.bar]) ?? null;
    return 'answer' in action ? (pressed[`${action.at}.${action.answer}`] ?? null) : null;
  }

  /** What is said of kinds of personal information that the page has removed itself. */
  ofRemoved(kinds: readonly string[], current: Screen | null): readonly Part[] {
    const { removed } = this.inVoice(current);
    if (kinds.length === 0 || removed === undefined) return [];
    const words = kinds.map((kind) => removed.kinds[kind] ?? kind).join(', ');
    return removed.parts.map((part) =>
      part.kind === 'line'
        ? { ...part, line: { ...part.line, text: part.line.text.replace('{kinds}', () => words) } }
        : part,
    );
  }

  stands(clientId: string, advised: Advised): void {
    // Sent again, it is not said twice.
    for (const { screen, said } of this.left) if (screen.node === advised.screen.node) said.remove();
    this.left = [];
    this.standing.set(clientId, advised);
  }

  has(clientId: string): boolean {
    return this.standing.has(clientId);
  }

  /** More has been said than what was removed. */
  isUrgent(clientId: string): boolean {
    const advised = this.standing.get(clientId);
    return advised !== undefined && advised.screen.kind !== 'notice';
  }

  /** The server has the message. */
  stored(clientId: string, activityId: string): void {
    const advised = this.standing.get(clientId);
    if (advised === undefined) return;
    this.standing.delete(clientId);
    this.standing.set(activityId, advised);
  }

  /** What the server's answer takes the place of. */
  answered(activityId: string, screen: Screen): Advised | null {
    const advised = this.standing.get(activityId);
    if (advised === undefined) return null;
    this.standing.delete(activityId);
    if (screen.pinned || !advised.screen.pinned) return advised;
    // A card stays, whatever else the server answers.
    return null;
  }

  /** The message will not be sent by itself. */
  leave(clientId: string): void {
    const advised = this.standing.get(clientId);
    if (advised === undefined) return;
    this.standing.delete(clientId);
    this.left.push(advised);
  }

  get isEmpty(): boolean {
    return this.standing.size === 0;
  }

  forget(): void {
    this.standing.clear();
    this.left = [];
  }

  private inVoice(current: Screen | null): Pick<PageSafety, 'cards' | 'checks' | 'pressed'> & Partial<PageSafety> {
    const own = current === null ? undefined : this.safety.find(({ nodes }) => isAt(current, nodes));
    return own ?? this.safety[0] ?? { cards: {}, checks: {}, pressed: {} };
  }
}
