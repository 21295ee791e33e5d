/** What the person has said here and the server has not yet echoed, oldest first. */
import type { Action } from '../../dialogs/engine/screen';
import type { Bubble } from './bubble';
import type { Outgoing } from './directLine';

export interface Held {
  readonly message: Outgoing;
  readonly bubble: Bubble;
}

export class Pending {
  private readonly held = new Map<string, Held>();

  add(held: Held): void {
    this.held.set(held.message.clientId, held);
  }

  get({ clientId }: { readonly clientId: string }): Held | null {
    return this.held.get(clientId) ?? null;
  }

  take({ clientId }: { readonly clientId: string }): Held | null {
    const found = this.held.get(clientId) ?? null;
    this.held.delete(clientId);
    return found;
  }

  get all(): readonly Held[] {
    return [...this.held.values()];
  }

  takeAll(): readonly Held[] {
    const all = [...this.held.values()];
    this.held.clear();
    return all;
  }

  has(action: Action): boolean {
    const json = JSON.stringify(action);
    return [...this.held.values()].some(({ message }) => JSON.stringify(message.action) === json);
  }

  get isEmpty(): boolean {
    return this.held.size === 0;
  }

  /** What comes from the server stands before it. */
  get first(): Element | null {
    for (const { bubble } of this.held.values()) return bubble.element;
    return null;
  }
}
