/** Reads and checks a Trust profile at the start; nothing is guessed and there are no default numbers. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { profileSchema, type Profile } from './profile';
import { PURPOSES } from './purposes';

/** The profile cannot be used. `problems` has a sentence for each thing to mend. */
export class ProfileProblem extends Error {
  readonly code = 'PROFILE_PROBLEM';
  constructor(
    readonly path: string,
    readonly problems: readonly string[],
    options?: { cause: unknown },
  ) {
    super(
      `The Trust profile ${path} cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
      options,
    );
    this.name = 'ProfileProblem';
  }
}

/** @throws ProfileProblem with everything that is wrong, at once. */
export function loadProfile(path: string): Profile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ProfileProblem(
      path,
      ['The file cannot be read: check TRUST_PROFILE, or copy trust/example/profile.json.'],
      { cause },
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new ProfileProblem(path, ['The file is not JSON: look for a missing comma, bracket or quotation mark.'], {
      cause,
    });
  }
  return parseProfile(data, path);
}

export function parseProfile(data: unknown, path = 'profile.json'): Profile {
  const parsed = profileSchema.safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ProfileProblem(path, [...new Set(parsed.error.issues.flatMap(sentences))], { cause: parsed.error });
}

function sentences(issue: z.core.$ZodIssue): string[] {
  const at = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `"${[...at, key].join('.')}" is not known: take it out, or correct its spelling.`);

  const where = at.join('.');
  const missing = issue.input === undefined;
  // A whole section that is missing: a sentence for each thing that it should hold.
  const inside = Object.entries(PURPOSES).filter(([key]) => key.startsWith(`${where}.`));
  if (missing && inside.length > 0) return inside.map(([key, purpose]) => missingSentence(key, purpose));

  // The nearest item above, so that "pals.hours.weekly.monday.0.from" speaks of the opening hours.
  const purpose = at.map((_, i) => PURPOSES[at.slice(0, at.length - i).join('.')]).find((found) => found !== undefined);
  if (purpose === undefined) return [`"${where}" cannot be used: ${issue.message}.`];
  if (missing) return [missingSentence(where, purpose)];
  return [`${purpose.what} cannot be used (${where}): ${issue.message}. It is needed because ${purpose.why}.`];
}

function missingSentence(where: string, { what, why, ask }: { what: string; why: string; ask: string }): string {
  return `${what} is missing (${where}): ${why}. ${ask}`;
}
