/** What the outbox keeps of a message to Teams: ids and places only. What it says is read when it leaves. */
import { z } from 'zod';
import { noticeSchema } from '../../../handover/alarm';

/** A message into a chat, or a change of the card in the team's channel. */
export const TEAMS_MESSAGE = 'teamsMessage';
/** A new card in the team's channel. */
export const TEAMS_CARD = 'teamsCard';

const seq = z.int().min(1);
export const payloadSchema = z.discriminatedUnion('kind', [
  /** To staff: what stands at this place of their chat. */
  z.object({ kind: z.literal('logged'), seq }),
  /** To staff: the answer to what stands at this place, once there is one. */
  z.object({ kind: z.literal('answer'), seq }),
  /** To the advisor who picked it up: the request and what was said, up to this place. */
  z.object({ kind: z.literal('summary'), advisorId: z.string(), reference: z.string(), upTo: z.int().min(0) }),
  z.object({ kind: z.literal('said'), advisorId: z.string(), reference: z.string(), seq }),
  /** The case is not theirs any more. */
  z.object({ kind: z.literal('over'), reference: z.string() }),
  z.object({ kind: z.literal('card'), reference: z.string(), alerts: z.int().min(0) }),
  z.object({ kind: z.literal('cardChange'), reference: z.string() }),
  /** Into the team's channel: the daily test, or an alarm. */
  noticeSchema.extend({ kind: z.literal('notice') }),
]);
export type Payload = z.infer<typeof payloadSchema>;
