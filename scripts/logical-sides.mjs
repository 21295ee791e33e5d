/**
 * A compiled style sheet whose left and right are the start and end of reading, so that it is its own mirror in languages that
 * are written from right to left. nhsuk-frontend knows left to right only; what it draws or moves is turned in web/styles.
 * Before the sheet is made small: that puts four sides into one value, which has no start and end.
 */
const END = { left: 'start', right: 'end' };

export const withLogicalSides = (css) =>
  css.replace(/([{;])([a-z-]+):([^;{}]+)/g, (whole, before, property, value) => {
    // One side of an arrow that is made of borders: the whole arrow is turned.
    if (/^border-(left|right)-color$/.test(property) && /^currentcolor$/i.test(value)) return whole;
    const name = property
      .replace(/^(padding|margin|border)-(left|right)\b/, (_, what, side) => `${what}-inline-${END[side]}`)
      .replace(/^(left|right)$/, (side) => `inset-inline-${END[side]}`);
    const sided = /^(text-align|justify-content)$/.test(property) && value in END ? END[value] : value;
    return `${before}${name}:${sided}`;
  });
