/** A place whose contents are drawn anew only when they would differ. The control that has the focus keeps it. */
export class Slot {
  #sign: string | null = null;

  constructor(readonly place: HTMLElement) {}

  /** True when it was drawn. Controls are told apart by `data-key`. */
  show(sign: string, draw: () => readonly (Node | null)[]): boolean {
    if (this.#sign === sign) return false;
    this.#sign = sign;
    const active = document.activeElement;
    const key = active instanceof HTMLElement && this.place.contains(active) ? (active.dataset['key'] ?? '') : null;
    this.place.replaceChildren(...draw().filter((node) => node !== null));
    if (key !== null) {
      const same = [...this.place.querySelectorAll<HTMLElement>('[data-key]')].find(
        (one) => one.dataset['key'] === key,
      );
      (same ?? this.place.querySelector<HTMLElement>('[tabindex="-1"]') ?? this.place.querySelector('button'))?.focus({
        preventScroll: true,
      });
    }
    return true;
  }
}
