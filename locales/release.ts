/** Which words may be said to people: a manifest for each Trust and language, with the hash of every string. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { flatten, type WordFiles } from './wordFiles';

/** From the first text of a person or a machine to what may be said. Only `released` is said. */
export const STATES = ['draft', 'machineDraft', 'translated', 'checked', 'clinicallyApproved', 'released'] as const;

export const releaseSchema = z.strictObject({
  /** The id of the Trust that released these words; they are released for no other. */
  trust: z.string().min(1),
  language: z.string().min(2),
  approver: z.string().min(1),
  /** The day of the release, `2026-11-22`. */
  date: z.iso.date(),
  entries: z.record(z.string(), z.strictObject({ hash: z.string().length(16), state: z.enum(STATES) })),
});
export type Release = z.infer<typeof releaseSchema>;

/** The first 16 hexadecimal digits of the SHA-256 of a text: another text has another. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);

export function isReleased(release: Release, id: string, strings: ReadonlyMap<string, string>): boolean {
  const entry = release.entries[id];
  const text = strings.get(id);
  return entry !== undefined && text !== undefined && entry.state === 'released' && entry.hash === hashOf(text);
}

/**
 * Everything that keeps these words from being said, as sentences; none when all is well. Proposed plain texts of the
 * page need no release unless the Trust profile asks for them.
 */
export function checkRelease(options: {
  language: string;
  files: WordFiles;
  release: Release;
  trustId: string;
  pageText: 'exact' | 'plain';
}): string[] {
  const { language, files, release, trustId, pageText } = options;
  if (release.trust !== trustId)
    return [
      `The release of the ${language} words is that of the Trust "${release.trust}", not of "${trustId}": each Trust releases its own words.`,
    ];
  if (release.language !== language)
    return [`The release is of the language "${release.language}", not "${language}".`];
  const problems: string[] = [];
  for (const [id, text] of flatten(files)) {
    const isPlain = /^page:S\d\d\.plain$/.test(id);
    const entry = release.entries[id];
    if (isPlain && pageText === 'exact') continue;
    if (entry === undefined) problems.push(`The text "${id}" is in no release: release it before it is said.`);
    else if (entry.hash !== hashOf(text))
      problems.push(`The text "${id}" has changed since it was released: release it again before it is said.`);
    else if (entry.state !== 'released')
      problems.push(
        isPlain
          ? `The plain text "${id}" is asked for (pageText) but is "${entry.state}": release it, or use the page's exact text.`
          : `The text "${id}" is "${entry.state}": only released texts are said.`,
      );
  }
  return problems;
}
