/** The safety advice that this page gives by itself, until the server's answer takes its place. */
import type { Action, PageSafety, Screen } from '../../dialogs/engine/screen';
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
    if (tier === null) return null;
    const { cards, checks } = this.inVoice(current);
    const check = certainty === 'possible' && !isLive ? checks[tier] : undefined;
    // Whoever answers the check question in words is asked nothing again; the server knows what they mean.
    return check === undefined ? (cards[tier] ?? null) : check.node === current?.node ? null : check;
  }

  /** The card that "yes" to a check question leads to. */
  forPress(action: Action | null, current: Screen | null): Screen | null {
    if (action === null || !('answer' in action) || action.answer !== 'yes') return null;
    const { cards, checks } = this.inVoice(current);
    const tier = Object.keys(checks).find((found) => checks[found]?.node === action.at);
    return tier === undefined ? null : (cards[tier] ?? null);
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

  private inVoice(current: Screen | null): Pick<PageSafety, 'cards' | 'checks'> {
    const own = current === null ? undefined : this.safety.find(({ nodes }) => isAt(current, nodes));
    return own ?? this.safety[0] ?? { cards: {}, checks: {} };
  }
}
