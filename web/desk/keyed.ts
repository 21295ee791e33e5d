/** Brings a list on the page up to date without touching what has not changed, so that focus and place stay. */
export interface Entry {
  readonly key: string;
  /** Anything by which a change shows. */
  readonly sign: string;
  readonly draw: () => HTMLElement;
}

export class KeyedList {
  readonly #made = new Map<string, { sign: string; element: HTMLElement }>();

  /** `refill`: an entry that changes keeps its first child, a control that may have the focus, and that gets new contents. */
  constructor(
    private readonly place: HTMLElement,
    private readonly refill = false,
  ) {}

  show(entries: readonly Entry[]): void {
    const focused = document.activeElement;
    const keys = new Set(entries.map(({ key }) => key));
    for (const [key, { element }] of this.#made)
      if (!keys.has(key)) {
        element.remove();
        this.#made.delete(key);
      }
    let next: ChildNode | null = this.place.firstChild;
    for (const entry of entries) {
      const element = this.#element(entry);
      if (element === next) next = element.nextSibling;
      else this.place.insertBefore(element, next?.isConnected === true ? next : null);
      next = element.nextSibling;
    }
    // An element that is moved loses the focus.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.place.contains(focused))
      focused.focus({ preventScroll: true });
  }

  element(key: string): HTMLElement | null {
    return this.#made.get(key)?.element ?? null;
  }

  #element({ key, sign, draw }: Entry): HTMLElement {
    const found = this.#made.get(key);
    if (found?.sign === sign) return found.element;
    const drawn = draw();
    if (found === undefined) {
      this.#made.set(key, { sign, element: drawn });
      return drawn;
    }
    found.sign = sign;
    const [from, into] = [drawn.firstElementChild, found.element.firstElementChild];
    if (this.refill && from !== null && into !== null) {
      for (const { name, value } of from.attributes) if (name !== 'tabindex') into.setAttribute(name, value);
      for (const { name } of [...into.attributes]) if (!from.hasAttribute(name)) into.removeAttribute(name);
      into.replaceChildren(...from.childNodes);
    } else {
      found.element.replaceWith(drawn);
      found.element = drawn;
    }
    return found.element;
  }
}
