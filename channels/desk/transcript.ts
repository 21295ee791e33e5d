/** The conversation as an advisor reads it: the log, without what the person took out of their request. */
import type { Case } from '../../handover/case';
import { withoutSecret } from '../../handover/returnCode';
import type { LoggedActivity, MessageBody } from '../../storage/port';
import type { Words } from '../../locales/words';
import type { TranscriptLine } from './wire';

/** Lines of an activity: none for events and for what is said by other means. */
export function transcriptLines(
  activities: readonly LoggedActivity[],
  { person }: Pick<Case, 'person'>,
  words: Words,
): TranscriptLine[] {
  const say = (id: string, values?: Readonly<Record<string, string>>): string =>
    words.line(`deskCase:${id}`, undefined, values).text;
  return activities.flatMap((activity): TranscriptLine[] => {
    const { seq, at, from, clientId, body } = activity;
    const common = {
      seq,
      at,
      from: speaker(from),
      clientId,
      name: null,
      alert: null,
      removed: [],
      hadAttachments: false,
    };
    switch (body.kind) {
      case 'event':
        return [];
      case 'reply':
        return body.reply.text === '' ? [] : [{ ...common, kind: 'text', text: withoutSecret(body.reply.text) }];
      case 'advisor':
        return [{ ...common, kind: 'text', name: body.advisor.name, text: body.text }];
      case 'status': {
        const { what, advisor } = body.status;
        return [{ ...common, kind: 'status', text: say(`status.${what}`, { advisor: advisor ?? say('nobody') }) }];
      }
      case 'message':
        return [
          {
            ...common,
            kind: body.message.action === null ? 'text' : 'choice',
            text: isTakenOut(body, person.takenOut) ? say('takenOut') : textOf(body, say),
            alert: alertOf(body),
            removed: person.takenOut.includes('masked')
              ? []
              : body.message.removed.map((kind) => words.line(`bot:personalInfo.${kind}`).text),
            hadAttachments: body.hadAttachments,
          },
        ];
    }
  });
}

/** A wish is read on the case, as it is now: one that was taken back is not read here. */
function textOf({ message: { action, text }, label }: MessageBody, say: (id: string) => string): string {
  const isWish = action !== null && 'handover' in action && action.handover === 'wish';
  return isWish ? say('wishWritten') : withoutSecret(label ?? text);
}

const speaker = (from: LoggedActivity['from']): TranscriptLine['from'] => (from === 'bot' ? 'assistant' : from);

/** The chosen answer to a question that the person took out. */
function isTakenOut({ message: { action } }: MessageBody, takenOut: readonly string[]): boolean {
  return action !== null && 'answer' in action && takenOut.includes(`answer:${action.at}`);
}

function alertOf({ message: { verdict } }: MessageBody): TranscriptLine['alert'] {
  const { tier, certainty, rules } = verdict;
  return tier === null || certainty === 'none' ? null : { tier, certainty, rules };
}

/** Signposts that were said, by the screens that said them: id and what it is about. */
export function signpostsSaid(activities: readonly LoggedActivity[]): [string, string][] {
  return activities.flatMap(({ body }) => {
    if (body.kind !== 'reply') return [];
    return body.reply.screen.parts.flatMap((part): [string, string][] => {
      if (part.kind !== 'signpost') return [];
      return [[part.id, part.title?.text ?? part.lines[0]?.text ?? part.contacts[0]?.label ?? part.id]];
    });
  });
}
