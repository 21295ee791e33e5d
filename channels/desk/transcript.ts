/** The conversation as an advisor reads it: the log, without what the person took out of their request. */
import type { Line } from '../../dialogs/engine/screen';
import type { Case } from '../../handover/case';
import { TakenOut } from '../../handover/takenOut';
import type { LoggedActivity, MessageBody } from '../../storage/port';
import { readable } from '../../turns/readable';
import type { Words } from '../../locales/words';
import type { TranscriptLine } from './wire';

/** Lines of an activity: none for events and for what is said by other means. */
export function transcriptLines(
  activities: readonly LoggedActivity[],
  one: Pick<Case, 'facts' | 'person'>,
  words: Words,
): TranscriptLine[] {
  const takenOut = new TakenOut(one);
  const say = (id: string, values?: Readonly<Record<string, string>>): string =>
    words.line(`deskCase:${id}`, undefined, values).text;
  return activities.flatMap((activity): TranscriptLine[] => {
    const { seq, at, from, clientId, body, about } = activity;
    const isOut = takenOut.hides(about);
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
        if (body.reply.text === '') return [];
        if (isOut) return [{ ...common, kind: 'text', text: say('takenOut') }];
        return [{ ...common, kind: 'text', text: readable(activity, body.reply.text, takenOut) }];
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
            name: body.enteredBy?.name ?? null,
            kind: kindOf(body),
            text: isOut ? say('takenOut') : readable(activity, textOf(body, say), takenOut),
            alert: alertOf(body),
            removed:
              isOut || takenOut.has('masked')
                ? []
                : body.message.removed.map((kind) => words.line(`bot:personalInfo.${kind}`).text),
            hadAttachments: body.hadAttachments,
          },
        ];
    }
  });
}

/** A change of the request is told in our words: a wish is read on the case, as it is now, and so is the rest. */
function textOf({ message: { action, text }, label }: MessageBody, say: (id: string) => string): string {
  if (action === null || !('handover' in action)) return label ?? text;
  switch (action.handover) {
    case 'takeOut':
      return say(action.out ? 'edit.takenOut' : 'edit.putBack');
    case 'how':
      return say(`edit.how.${action.how}`);
    default:
      return say(`edit.${action.handover}`);
  }
}

function kindOf({ message: { action } }: MessageBody): TranscriptLine['kind'] {
  if (action === null) return 'text';
  return 'handover' in action ? 'edit' : 'choice';
}

const speaker = (from: LoggedActivity['from']): TranscriptLine['from'] => (from === 'bot' ? 'assistant' : from);

function alertOf({ message: { verdict } }: MessageBody): TranscriptLine['alert'] {
  const { tier, certainty, rules } = verdict;
  if (tier === null || certainty === 'none') return null;
  return { tier, certainty: certainty === 'certain' ? 'certain' : 'possible', rules };
}

/** Something that was named to the person, with the lines of their request that it tells of. */
export interface Named {
  readonly kind: 'page' | 'signpost';
  readonly id: string;
  readonly text: string;
  readonly about: readonly string[];
}

/** Units of the page and signposts that were said, by the screens that said them. */
export function namedIn(activities: readonly LoggedActivity[]): Named[] {
  return activities.flatMap(({ body, about }) => {
    if (body.kind !== 'reply') return [];
    return body.reply.screen.parts.flatMap((part): Named[] => {
      switch (part.kind) {
        case 'line':
        case 'heading':
          return unitsIn([part.line], about);
        case 'steps':
        case 'list':
          return unitsIn(part.items, about);
        case 'signpost': {
          const text = part.title?.text ?? part.lines[0]?.text ?? part.contacts[0]?.label ?? part.id;
          return [{ kind: 'signpost', id: part.id, text, about }];
        }
        default:
          return [];
      }
    });
  });
}

const unitsIn = (lines: readonly Line[], about: readonly string[]): Named[] =>
  lines.flatMap(({ unit, text }) => (unit === undefined ? [] : [{ kind: 'page', id: unit, text, about }]));
