import type { Case } from '../../handover/case';
import { EMPTY_PERSON_SIDE } from '../../handover/case';

/** A case that waits since ten on a Monday. */
export const aCase = (more: Partial<Case> = {}): Case => ({
  reference: 'SO-7K4P-2MXQ',
  conversationId: 'one',
  channel: 'directline',
  facts: {
    ...{ skill: 'PALS', reference: 'SO-7K4P-2MXQ', idempotencyKey: 'k', tier: 'T6', reasons: [], voice: 'patient' },
    ...{
      flags: [],
      answers: [],
      outcome: null,
      outcomeAfter: null,
      voiceFrom: null,
      unitsSaid: [],
      maskedKinds: [],
      locale: 'en',
    },
    raisedAt: '2026-11-23T10:00:00.000Z',
  },
  person: EMPTY_PERSON_SIDE,
  state: 'waiting',
  stateSince: '2026-11-23T10:00:00.000Z',
  tier: 'T6',
  raisedAt: '2026-11-23T10:00:00.000Z',
  waitingSince: '2026-11-23T10:00:00.000Z',
  dueAt: '2026-11-23T17:00:00.000Z',
  holder: null,
  heldSince: null,
  handedTo: null,
  asideUntil: null,
  closeReason: null,
  version: 1,
  unread: false,
  alerts: 0,
  alertedAt: null,
  outside: 'none',
  ...more,
});
