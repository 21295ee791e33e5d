/**
 * The dark look of a finished style sheet. nhsuk-frontend has none, and works its colours out when it is built, so what
 * web/styles/dark.json names is put behind custom properties afterwards: by the kind of property that a colour stands
 * in, since the white of a page is dark in the dark, and the white of a text on blue is not.
 */
import { readFileSync } from 'node:fs';

/** Kinds of property, as dark.json's `of` has them. */
const kindOf = (property) =>
  /^background/.test(property)
    ? 'ground'
    : /^(border|outline|box-shadow)/.test(property)
      ? 'line'
      : /^(color|text-decoration)/.test(property)
        ? 'text'
        : 'none';

/** `css`: as esbuild writes it, with hexadecimal colours in their shortest form. `file`: web/styles/dark.json. */
export const withDark = (css, file) => {
  const colours = JSON.parse(readFileSync(file, 'utf8'));
  const used = new Set();
  const put = (property, value) =>
    value.replace(/#[0-9a-f]{3,8}\b/g, (hex) => {
      const kind = kindOf(property);
      const found = colours.find(({ of, light }) => light === hex && of.split(' ').includes(kind));
      if (found === undefined) return hex;
      used.add(found);
      return `var(--${found.name})`;
    });
  const turned = css.replace(
    /([{;])([a-z-]+):([^;{}]+)/g,
    (_, before, property, value) => `${before}${property}:${put(property, value)}`,
  );
  const all = (look) => [...used].map((colour) => `--${colour.name}:${colour[look]}`).join(';');
  // On the screen only: paper is white.
  return `:root{color-scheme:light;${all('light')}}@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${all('dark')}}}${turned}`;
};
