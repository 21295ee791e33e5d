/**
 * A conversation's log as Bot Framework's transcript: masked, as it is stored. What the desk told is left out, and what the
 * person took out of their request.
 */
import { ActivityTypes, type Activity, type Transcript } from 'botbuilder';
import type { TakenOut } from '../handover/takenOut';
import type { LoggedActivity, Store } from '../storage/port';
import { readable } from './readable';

/** Activities of a longer chat than this are read in the store, not in the transcript. */
const LONGEST = 200;

/** What was said, by whom; null for what is not shown. */
function saidIn({ body }: LoggedActivity): { readonly text: string; readonly from: Activity['from'] } | null {
  switch (body.kind) {
    case 'message':
      return {
        text: body.label ?? body.message.text,
        from: { id: 'person', name: body.enteredBy?.name ?? '', role: 'user' },
      };
    case 'reply':
      return { text: body.reply.text, from: { id: 'pals', name: '', role: 'bot' } };
    case 'advisor':
      return { text: body.text, from: { id: body.advisor.id, name: body.advisor.name, role: 'bot' } };
    default:
      return null;
  }
}

/** What Bot Framework's type asks for and nobody reads here. */
const UNUSED = { localTimezone: '', callerId: '', serviceUrl: '', label: '', valueType: '', listenFor: [] };

function lineOf(activity: LoggedActivity, takenOut: TakenOut): Activity | null {
  const said = saidIn(activity);
  if (said === null || takenOut.hides(activity.about)) return null;
  const text = readable(activity, said.text, takenOut);
  const { id, at, conversationId } = activity;
  return {
    ...UNUSED,
    ...said,
    text,
    type: ActivityTypes.Message,
    id,
    timestamp: new Date(at),
    textFormat: 'plain',
    channelId: 'pals',
    recipient: { id: '', name: '' },
    conversation: { id: conversationId, isGroup: false, conversationType: 'personal', name: '' },
  };
}

export const transcriptOf =
  (store: Pick<Store, 'read'>) =>
  async (conversationId: string, takenOut: TakenOut): Promise<Transcript> => {
    const activities = await store.read(conversationId, 0, LONGEST);
    return { activities: activities.flatMap((activity) => lineOf(activity, takenOut) ?? []) };
  };
