/** What was said, in words that others than the person may read: without kinds that they took out. */
import type { Part } from '../dialogs/engine/screen';
import type { TakenOut } from '../handover/takenOut';
import type { LoggedActivity } from '../storage/port';

/** The assistant's lines that name the kinds which were removed. */
const NAMES_KINDS = 'bot:personalInfo.';

export const namesKinds = (part: Part): boolean => part.kind === 'line' && part.line.id.startsWith(NAMES_KINDS);

export function readable({ body }: LoggedActivity, text: string, takenOut: TakenOut): string {
  if (!takenOut.has('masked')) return text;
  if (body.kind !== 'reply') return takenOut.words(text);
  const named = body.reply.screen.parts.flatMap((part) =>
    part.kind === 'line' && namesKinds(part) ? [part.line.text] : [],
  );
  return text
    .split('\n\n')
    .filter((paragraph) => !named.includes(paragraph))
    .join('\n\n');
}
