/**
 * A style sheet without what no page of ours can show. A component of nhsuk-frontend comes with all its variants; of a
 * selector that names one of its classes, only those stay that are written in our scripts and templates, or in the
 * templates of the components that these ask for.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Parts of the header's template for a navigation, a search and an account, which our pages have none of. */
const NOT_ASKED_FOR = /^nhsuk-header(--white|__(navigation|menu|search|account|drop))/;

const filesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : /\.(ts|njk)$/.test(name) ? [path] : [];
  });

/** A test for a class: `folders` hold our scripts and templates, `nhsuk` is the `dist` folder of nhsuk-frontend. */
const usedClasses = (folders, nhsuk) => {
  const own = folders.flatMap(filesIn).map((path) => readFileSync(path, 'utf8'));
  const templates = new Map();
  const ask = (text) => {
    for (const [, component] of text.matchAll(/(?:components\/|\.\.\/)([a-z-]+)\/macro\.njk/g)) {
      const path = join(nhsuk, 'nhsuk/components', component, 'template.njk');
      if (templates.has(component) || !existsSync(path)) continue;
      templates.set(component, readFileSync(path, 'utf8'));
      ask(templates.get(component));
    }
  };
  own.forEach(ask);
  for (const shared of filesIn(join(nhsuk, 'nhsuk/macros'))) templates.set(shared, readFileSync(shared, 'utf8'));
  const names = new Set();
  for (const text of [...own, ...templates.values()])
    for (const [name] of text.matchAll(/nhsuk-[\w-]+/g)) names.add(name);
  // `nhsuk-tag--{{ params.colour }}`: what we say in quotes may come after it.
  const said = new Set(own.flatMap((text) => [...text.matchAll(/["'`]([a-z-]+)["'`]/g)].map(([, word]) => word)));
  const begun = [...names].filter((name) => /--$|__$|-$/.test(name));
  return (name) =>
    !NOT_ASKED_FOR.test(name) &&
    (names.has(name) || begun.some((start) => name.startsWith(start) && said.has(name.slice(start.length))));
};

/** Of a selector what has to be there for it to match: without `:not(…)`, `:is(…)` and the like. */
const withoutBrackets = (selector) => {
  let before;
  do {
    before = selector;
    selector = selector.replace(/\([^()]*\)/g, '');
  } while (selector !== before);
  return selector;
};

/** At the commas that stand in no brackets. */
const selectorsOf = (list) => {
  const found = [''];
  let depth = 0;
  for (const character of list) {
    if (character === ',' && depth === 0) found.push('');
    else found[found.length - 1] += character;
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
  }
  return found;
};

/** The index of the brace that closes the one at `open`. */
const closing = (css, open) => {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    depth += css[at] === '{' ? 1 : css[at] === '}' ? -1 : 0;
    if (depth === 0) return at;
  }
  throw new Error('A style sheet has a brace that is not closed.');
};

const keep = (css, isUsed) => {
  let out = '';
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    if (open === -1) return out + css.slice(at);
    const end = closing(css, open);
    // What has no block, such as @charset, goes before the head of the next rule.
    const split = css.slice(at, open).lastIndexOf(';') + 1;
    const head = css.slice(at + split, open);
    const body = css.slice(open + 1, end);
    out += css.slice(at, at + split);
    at = end + 1;
    if (/^@(media|supports)/.test(head)) {
      const inner = keep(body, isUsed);
      if (inner !== '') out += `${head}{${inner}}`;
    } else if (head.startsWith('@')) out += `${head}{${body}}`;
    else {
      const left = selectorsOf(head).filter((selector) =>
        [...withoutBrackets(selector).matchAll(/\.(nhsuk-[\w-]+)/g)].every(([, name]) => isUsed(name)),
      );
      if (left.length > 0) out += `${left.join(',')}{${body}}`;
    }
  }
  return out;
};

/** `css`: minified, without comments. */
export const onlyUsed = (css, folders, nhsuk) => keep(css, usedClasses(folders, nhsuk));
