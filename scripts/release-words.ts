/**
 * `npm run words:release -- --trust example` writes the release of the fictional example Trust's English words anew.
 * A real Trust's words are released by its own people, never by a script.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { languageOf } from '../locales/languages';
import { hashOf, releaseSchema, type Release } from '../locales/release';
import { flatten } from '../locales/wordFiles';

const EXAMPLE = 'example';
const LANGUAGE = 'en';
const PATH = `trust/${EXAMPLE}/release.${LANGUAGE}.json`;

/** Everything is released but the proposed plain texts of the page, which wait for a Trust. */
function entriesNow(): Release['entries'] {
  const strings = [...flatten(languageOf(LANGUAGE).files)];
  return Object.fromEntries(
    strings.map(([id, text]) => [
      id,
      { hash: hashOf(text), state: /^page:S\d\d\.plain$/.test(id) ? ('draft' as const) : ('released' as const) },
    ]),
  );
}

async function main(): Promise<number> {
  const { trust } = parseArgs({ options: { trust: { type: 'string' } } }).values;
  if (trust !== EXAMPLE) {
    console.error(
      `This script releases words only for the fictional Trust "${EXAMPLE}" (--trust ${EXAMPLE}). ` +
        'A real Trust approves its words and writes its own release; see trust/README.md.',
    );
    return 1;
  }
  const before = existsSync(PATH) ? releaseSchema.parse(JSON.parse(readFileSync(PATH, 'utf8'))) : null;
  const entries = entriesNow();
  if (before !== null && isDeepStrictEqual(before.entries, entries)) {
    console.log(`${PATH} is up to date: ${Object.keys(entries).length} texts.`);
    return 0;
  }
  const changed = Object.entries(entries).filter(([id, { hash }]) => before?.entries[id]?.hash !== hash);
  const release: Release = {
    trust: EXAMPLE,
    language: LANGUAGE,
    approver: 'none: fictional Trust',
    date: new Date().toISOString().slice(0, 10),
    entries,
  };
  writeFileSync(PATH, await format(JSON.stringify(release), { ...(await resolveConfig(PATH)), filepath: PATH }));
  console.log(`${PATH} has ${Object.keys(entries).length} texts, ${changed.length} of them new or changed.`);
  return 0;
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
