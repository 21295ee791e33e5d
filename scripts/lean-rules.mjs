/**
 * The rules as a page gets them: without their names and what else only people who check them read, and in a form that packs well. It unfolds to
 * the same rules, in another order within a list, which means nothing (`test/understanding/lean.test.ts`).
 */
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const FOR_READERS = ['examples', 'counterExamples', 'author', 'approver', 'date'];
/** Lists of which the order means nothing. */
const UNORDERED = /^(?:T\d|words|polarity)\.json$/;
/** Named by the code itself. */
const NAMED = ['someone', 'tablets'];
const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4'];

const isWords = (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

/** A short name for each list of words, the shortest for those that patterns name most: A to Z, then Aa to Zz. */
const shortNames = (folder) => {
  const read = (name) => readFileSync(join(folder, `${name}.json`), 'utf8');
  const uses = new Map(Object.keys(JSON.parse(read('words'))).map((name) => [name, 0]));
  for (const [, name] of TIERS.map(read)
    .join()
    .matchAll(/\{(\w+)\}/g))
    uses.set(name, (uses.get(name) ?? 0) + 1);
  const ordered = [...uses.keys()].sort((one, other) => uses.get(other) - uses.get(one) || (one < other ? -1 : 1));
  const letter = (at) => String.fromCharCode(65 + at);
  return new Map(
    ordered.map((name, place) => {
      const [row, at] = [Math.floor(place / 26) - 1, place % 26];
      return [name, NAMED.includes(name) ? name : row < 0 ? letter(at) : letter(row) + letter(at).toLowerCase()];
    }),
  );
};

/** Stand before a phrase, and say how many of its words are those of the phrase before. */
const SHARED = '|!#$%&';
const GAP = '_';
const isPlain = (phrases) => phrases.every((phrase) => !/[|!#$%&_A-Z]/.test(phrase.replace(/\{\w+\}/g, '')));

const folded = (phrases, names) => {
  let before = [];
  return phrases
    .map((phrase) => {
      const words = phrase
        .replace(/\{(\w+)\}/g, (whole, name) => (NAMED.includes(name) ? whole : names.get(name)))
        .replaceAll(' ... ', ` ${GAP}`)
        .split(' ');
      let same = 0;
      while (same < SHARED.length - 1 && same < words.length && words[same] === before[same]) same += 1;
      before = words;
      return SHARED[same] + words.slice(same).join(' ').replaceAll(` ${GAP}`, GAP);
    })
    .join('');
};

/** Goes into the page: from the folded text to what the file has. */
const UNFOLD = `const list = (folded) => {
    let before = [];
    return folded.match(/[|!#$%&][^|!#$%&]*/g).map((one) => {
      const rest = one.slice(1).replace(/_/g, ' _').trim();
      before = before.slice(0, '${SHARED}'.indexOf(one[0])).concat(rest === '' ? [] : rest.split(' '));
      return before.join(' ').replace(/_/g, '... ').replace(/[A-Z][a-z]?/g, '{$&}');
    });
  };
  const value = (folded) => (folded[0] === '|' ? list(folded) : JSON.parse(folded));
  export const record = (text) =>
    Object.fromEntries(text.split('\\n').map((line) => {
      const [, key, folded] = line.match(/^(\\w+)=?(.*)$/);
      return [key, value(folded)];
    }));
  export const records = (keys, text) =>
    text.split('\\n\\n').map((one) =>
      Object.fromEntries(Object.entries(record(one)).map(([key, value]) => [keys[key], value])));`;
const UNFOLDING = 'lean-rules:unfold';

/** Single words in order: of each, how many letters it shares with the one before, and the rest. */
const sharing = (words) =>
  words
    .map((word, index) => {
      const before = words[index - 1] ?? '';
      let same = 0;
      while (same < 35 && same < word.length && word[same] === before[same]) same += 1;
      return same.toString(36) + word.slice(same);
    })
    .join('|');

const textOf = (data, keyOf, fold) =>
  Object.entries(data)
    .flatMap(([key, value]) => {
      if (FOR_READERS.includes(key)) return [];
      return [keyOf(key) + (isWords(value) && isPlain(value) ? fold(value) : `=${JSON.stringify(value)}`)];
    })
    .join('\n');

const leanData = (file, data, names) => {
  if (isWords(data))
    return `let before = '';
      export default ${JSON.stringify(sharing([...data].sort()))}.split('|').map((word) =>
        (before = before.slice(0, parseInt(word[0], 36)) + word.slice(1)));`;
  const fold = (phrases) => folded(UNORDERED.test(file) ? [...phrases].sort() : phrases, names);
  const imported = `import { record, records } from '${UNFOLDING}';`;
  if (Array.isArray(data)) {
    const keys = [...new Set(data.flatMap((one) => Object.keys(one)))].filter((key) => !FOR_READERS.includes(key));
    // No page tells which rule it was: all that counts there is that each has an id of its own.
    const texts = data.map((one, place) =>
      textOf({ ...one, id: file[1] + place.toString(36) }, (key) => String(keys.indexOf(key)), fold),
    );
    return `${imported} export default records(${JSON.stringify(keys)}, ${JSON.stringify(texts.join('\n\n'))});`;
  }
  const keyOf = (key) => (file === 'words.json' ? names.get(key) : key);
  return `${imported} export default record(${JSON.stringify(textOf(data, keyOf, fold))});`;
};

export const leanRules = {
  name: 'lean-rules',
  setup: (builder) => {
    builder.onResolve({ filter: new RegExp(`^${UNFOLDING}$`) }, ({ path }) => ({ path, namespace: UNFOLDING }));
    builder.onLoad({ filter: /./, namespace: UNFOLDING }, () => ({ contents: UNFOLD, loader: 'js' }));
    builder.onLoad({ filter: /understanding[/\\]\w+[/\\]\w+\.json$/ }, ({ path }) => ({
      contents: leanData(basename(path), JSON.parse(readFileSync(path, 'utf8')), shortNames(resolve(path, '..'))),
      loader: 'js',
    }));
  },
};
