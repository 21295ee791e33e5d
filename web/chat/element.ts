type Child = Node | string | null;

/** A new element; strings become text nodes, so nothing that was said is ever read as markup. */
export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child !== null) made.append(child);
  return made;
};

/** A part of the page that the server always draws. */
export const part = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new PageIncomplete(id);
  return found;
};

export class PageIncomplete extends Error {
  readonly code = 'PAGE_INCOMPLETE';
  constructor(id: string) {
    super(`The page has no element "${id}". Load it again.`);
  }
}
