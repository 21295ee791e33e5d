/** Reads the release of a Trust's words at the start, and refuses to start on words that are not released. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from './languages';
import { checkRelease, releaseSchema, type Release } from './release';

/** Words would be said that nobody released. `problems` has a sentence for each. */
export class ReleaseProblem extends Error {
  readonly code = 'RELEASE_PROBLEM';
  constructor(
    readonly path: string,
    readonly problems: readonly string[],
    options?: { cause: unknown },
  ) {
    super(
      [
        `The words cannot be said as they are (${path}):`,
        ...problems.map((problem) => `- ${problem}`),
        'After a change of words for the example Trust, run: npm run words:release -- --trust example',
      ].join('\n'),
      options,
    );
    this.name = 'ReleaseProblem';
  }
}

/**
 * The release of this language, which lies beside the Trust profile as `release.<language>.json`.
 * @throws ReleaseProblem with everything that is wrong, at once.
 */
export function loadRelease(options: {
  language: string;
  /** The folder of the Trust profile. */
  folder: string;
  trustId: string;
  pageText: 'exact' | 'plain';
}): Release {
  const { language, folder, trustId, pageText } = options;
  const path = join(folder, `release.${language}.json`);
  const release = readRelease(path);
  const { files } = languageOf(language);
  const problems = checkRelease({ language, files, release, trustId, pageText });
  if (problems.length > 0) throw new ReleaseProblem(path, problems);
  return release;
}

function readRelease(path: string): Release {
  try {
    return releaseSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new ReleaseProblem(path, ['The release is missing or cannot be read: make one, or put it back.'], { cause });
  }
}
