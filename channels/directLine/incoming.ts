/** What a client posts, and the little of it that is used. Entities, names, and other channel data are dropped here. */
import { z } from 'zod';
import { actionSchema, type Action } from '../../dialogs/engine/screen';
import { PERSONAL_KINDS, type PersonalKind } from '../../understanding/types';
import { DirectLineError } from './errors';

const postSchema = z.object({
  type: z.string().min(1).max(50),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().nullish(),
  attachments: z.array(z.unknown()).nullish(),
  channelData: z.unknown().optional(),
});

/** What cannot be read of it is as if it were not there. */
const channelDataSchema = z.object({
  /** Ids that clients make: random letters, numbers, and what stands between them. Anything else is not an id. */
  clientActivityID: z
    .string()
    .regex(/^[\w.:~-]{1,100}$/)
    .nullable()
    .default(null)
    .catch(null),
  /** What a page has removed before it sent the message. */
  palsRemoved: z.array(z.enum(PERSONAL_KINDS)).max(PERSONAL_KINDS.length).default([]).catch([]),
});
const NO_CHANNEL_DATA = { clientActivityID: null, palsRemoved: [] };

/** Names of events that are kept; what else a client calls an event may be anything, also somebody's name. */
const EVENTS = ['webchat/join', 'startConversation', 'requestWelcomeDialog', 'tokens/response'];

export type Posted =
  | {
      readonly kind: 'message';
      readonly clientId: string | null;
      readonly text: string;
      readonly action: Action | null;
      readonly hadAttachments: boolean;
      /** Kinds of personal information that the client removed from the text. */
      readonly removed: readonly PersonalKind[];
    }
  | { readonly kind: 'event'; readonly clientId: string | null; readonly name: string }
  | { readonly kind: 'typing' };

/** @throws DirectLineError when it is not an activity. */
export function readPost(body: unknown): Posted {
  const parsed = postSchema.safeParse(body);
  if (!parsed.success) throw new DirectLineError('badRequest', { cause: parsed.error });
  const { type, text, value, name, attachments, channelData } = parsed.data;
  if (type === 'typing') return { kind: 'typing' };
  const { clientActivityID: clientId, palsRemoved: removed } =
    channelDataSchema.safeParse(channelData).data ?? NO_CHANNEL_DATA;
  if (type !== 'message') {
    const known = [type, name ?? ''].find((one) => EVENTS.includes(one));
    return { kind: 'event', clientId, name: known ?? 'other' };
  }
  const action = actionSchema.safeParse(value).data ?? null;
  // A client's `postBack` button has no text, only its value.
  const words = text ?? (typeof value === 'string' ? value : '');
  return { kind: 'message', clientId, text: words, action, removed, hadAttachments: (attachments ?? []).length > 0 };
}
