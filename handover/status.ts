/** What happened to a case, as the chat is told: the `value` of Bot Framework's `handoff.status`. */
import { z } from 'zod';
import { CLOSE_REASONS } from './caseStates';

export const handoffStatusSchema = z.object({
  reference: z.string(),
  /** Bot Framework's own three. */
  state: z.enum(['accepted', 'failed', 'completed']),
  what: z.enum([
    'pickedUp',
    'joined',
    /** An advisor asks the questions by phone. */
    'onPhone',
    'phoneEnded',
    'handedOver',
    'replaced',
    'released',
    'handedBack',
    'closed',
    'notPickedUp',
    /** PALS closed while the person waits. */
    'palsClosed',
    /** An advisor has it and has not answered for minutes. Ends nothing. */
    'stillThere',
  ]),
  /** The advisor's display name; null where none is named. */
  advisor: z.string().nullable(),
  reason: z.enum(CLOSE_REASONS).nullable(),
});
export type HandoffStatus = z.infer<typeof handoffStatusSchema>;
