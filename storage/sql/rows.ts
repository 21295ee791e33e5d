/** Rows as they come back from SQLite, parsed before anything trusts them. */
import { z } from 'zod';
import { actionSchema, screenSchema, type Screen } from '../../dialogs/engine/screen';
import { whoSchema } from '../../handover/case';
import { handoffStatusSchema } from '../../handover/status';
import { PERSONAL_KINDS, safetyVerdictSchema } from '../../understanding/types';
import { StorageError } from '../errors';
import { activityId, type LoggedActivity } from '../port';

export const activityRow = z.object({
  seq: z.number().int(),
  kind: z.enum(['message', 'event', 'reply', 'status', 'advisor']),
  at: z.string(),
  client_id: z.string().nullable(),
  reply_to: z.number().int().nullable(),
  text: z.string(),
  detail: z.string(),
  about: z.string(),
});
export type ActivityRow = z.infer<typeof activityRow>;

const messageDetail = z.object({
  action: actionSchema.nullable(),
  verdict: safetyVerdictSchema,
  removed: z.array(z.enum(PERSONAL_KINDS)),
  label: z.string().nullable(),
  hadAttachments: z.boolean(),
  enteredBy: whoSchema.nullable().default(null),
});
export type MessageDetail = z.infer<typeof messageDetail>;

/** A screen that an older release wrote and this one cannot read is shown as its plain text: the log stays whole. */
const textOnly = (text: string): Screen => ({
  node: '',
  kind: 'notice',
  tier: 'T7',
  pinned: false,
  parts: text.split('\n').map((line) => ({ kind: 'line', line: { id: 'stored', text: line } })),
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
});

function parseBody(row: ActivityRow, id: string): LoggedActivity['body'] {
  switch (row.kind) {
    case 'event':
      return { kind: 'event', name: row.text };
    case 'status':
      return { kind: 'status', status: handoffStatusSchema.parse(JSON.parse(row.detail)) };
    case 'advisor':
      return { kind: 'advisor', text: row.text, advisor: whoSchema.parse(JSON.parse(row.detail)) };
    case 'reply': {
      const screen = screenSchema.safeParse(JSON.parse(row.detail));
      if (screen.success) {
        return { kind: 'reply', reply: { text: row.text, screen: screen.data }, screenJson: row.detail };
      }
      const plain = textOnly(row.text);
      return { kind: 'reply', reply: { text: row.text, screen: plain }, screenJson: JSON.stringify(plain) };
    }
    case 'message': {
      const { action, verdict, removed, label, hadAttachments, enteredBy } = messageDetail.parse(
        JSON.parse(row.detail),
      );
      const message = { id, text: row.text, action, verdict, removed };
      return { kind: 'message', message, label, hadAttachments, enteredBy };
    }
  }
}

/** Ids hold no space. */
export const writeAbout = (lines: readonly string[] = []): string => lines.join(' ');
export const readAbout = (about: string): readonly string[] => about.split(' ').filter(Boolean);

const FROM = { message: 'person', event: 'person', reply: 'bot', status: 'desk', advisor: 'advisor' } as const;

/** @throws StorageError when the row is not one that this release could have written. */
export function parseActivity(conversationId: string, raw: unknown): LoggedActivity {
  try {
    const row = activityRow.parse(raw);
    const id = activityId(conversationId, row.seq);
    return {
      conversationId,
      seq: row.seq,
      id,
      from: FROM[row.kind],
      at: row.at,
      // The desk's client ids have a space of their own.
      clientId: row.kind === 'advisor' ? (row.client_id?.slice('desk:'.length) ?? null) : row.client_id,
      replyTo: row.reply_to === null ? null : activityId(conversationId, row.reply_to),
      about: readAbout(row.about),
      body: parseBody(row, id),
    };
  } catch (cause) {
    throw new StorageError('storage.failed', cause);
  }
}
