/** All that is kept of a case and its chat, for the person whom it is about: as the store holds it, hidden from nobody. */
import type { Case } from '../../handover/case';
import type { LoggedActivity, Store } from '../../storage/port';

const PAGE = 500;

async function chatOf(conversationId: string | null, store: Pick<Store, 'read'>): Promise<LoggedActivity[]> {
  const all: LoggedActivity[] = [];
  for (let more = conversationId !== null; more && conversationId !== null;) {
    const page = await store.read(conversationId, all.at(-1)?.seq ?? 0, PAGE);
    all.push(...page);
    more = page.length === PAGE;
  }
  return all;
}

/** Of a line of the chat, what was said and by whom. */
const said = ({ at, from, body }: LoggedActivity): object => ({
  at,
  from,
  ...(body.kind === 'message' && { text: body.message.text, button: body.label, removed: body.message.removed }),
  ...(body.kind === 'reply' && { text: body.reply.text }),
  ...(body.kind === 'advisor' && { text: body.text, name: body.advisor.name }),
  ...(body.kind === 'status' && { status: body.status }),
  ...(body.kind === 'event' && { event: body.name }),
});

export const recordOf = async (
  one: Case,
  store: Pick<Store, 'read' | 'history' | 'notes' | 'outgoing'>,
): Promise<object> => ({
  case: one,
  chat: (await chatOf(one.conversationId, store)).map(said),
  notes: await store.notes(one.reference),
  history: await store.history(one.reference),
  /** What left the system about it: where to and when. */
  sent: (await store.outgoing(one.reference)).map(({ transport, target, state, createdAt }) => ({
    transport,
    target,
    state,
    createdAt,
  })),
});
