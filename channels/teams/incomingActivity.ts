/** What we read of an activity that a channel posts. Everything else of it is dropped here. */
import { z } from 'zod';

const id = z.string().min(1).max(512);
const account = z.object({ id });

export const incomingActivitySchema = z.object({
  type: z.string().min(1).max(64),
  /** Channels repeat it when they post the same activity again. */
  id: id.nullish(),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.url().max(2048),
  from: account.extend({
    /** Of Entra, which Teams vouches for; only of advisors is it used, and kept. */
    aadObjectId: z.string().max(64).nullish(),
    name: z.string().max(256).nullish(),
  }),
  recipient: account,
  conversation: z.object({
    id,
    /** `personal`, `groupChat`, `channel`; Teams gives it, other channels need not. */
    conversationType: z.string().max(64).nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().max(64).nullish(),
  }),
  text: z.string().nullish(),
  timestamp: z.string().max(64).nullish(),
  /** Of a pressed button: the channel's id of the message that shows its card. */
  replyToId: id.nullish(),
  /** Of an `installationUpdate`: `add` or `remove`, with `-upgrade` behind it. */
  action: z.string().max(64).nullish(),
  /** What a button holds; the intake parses it. */
  value: z.unknown().optional(),
  attachments: z.array(z.object({ contentType: z.string().max(256).nullish() })).nullish(),
  /** Only who is mentioned is read of them. */
  entities: z
    .array(z.object({ type: z.string().nullish(), mentioned: z.object({ id }).nullish().catch(null) }))
    .nullish()
    .catch(null),
  membersAdded: z.array(account).nullish(),
  channelData: z
    .object({ tenant: z.object({ id: z.string().max(64).nullish() }).nullish() })
    .nullish()
    .catch(null),
});
export type IncomingActivity = z.infer<typeof incomingActivitySchema>;

/** Teams sends each text a second time as an HTML attachment: that is no file. */
export const hasFiles = (activity: IncomingActivity): boolean =>
  (activity.attachments ?? []).some(({ contentType }) => contentType !== 'text/html');

/** Teams tells of a new chat in two ways, and of some in one of them only. */
export const isInstalled = ({ type, action, membersAdded }: IncomingActivity): boolean =>
  type === 'installationUpdate' ? action === 'add' : type === 'conversationUpdate' && (membersAdded ?? []).length > 0;

export const isMentioned = ({ entities, recipient }: IncomingActivity): boolean =>
  (entities ?? []).some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id);

/** A chat of one person with the assistant, not a group or a team's channel. */
export const isPersonal = ({ conversation }: IncomingActivity): boolean =>
  conversation.isGroup !== true && (conversation.conversationType ?? 'personal') === 'personal';

/** Teams gives it in two places; a guest's chat can differ in them. */
export const tenantsOf = ({ conversation, channelData }: IncomingActivity): string[] =>
  [conversation.tenantId, channelData?.tenant?.id].flatMap((one) => (one ? [one.toLowerCase()] : []));
