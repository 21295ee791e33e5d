/** A case with what a test cares for, and the usual for the rest. */
import { EMPTY_PERSON_SIDE, type Case } from '../../handover/case';

export function aCase({ reasons = ['asked'], ...more }: Partial<Case> & { readonly reasons?: string[] } = {}): Case {
  const at = '2026-11-23T09:00:00.000Z';
  const one: Case = {
    reference: 'SO-7K4P-2MXQ',
    conversationId: 'c1',
    channel: 'directline',
    facts: {
      skill: 'PALS',
      reference: 'SO-7K4P-2MXQ',
      idempotencyKey: 'c1|0000002',
      tier: 'T6',
      reasons,
      voice: 'patient',
      flags: [],
      answers: [],
      outcome: null,
      outcomeAfter: null,
      voiceFrom: null,
      unitsSaid: [],
      maskedKinds: [],
      locale: 'en',
      raisedAt: at,
    },
    person: EMPTY_PERSON_SIDE,
    state: 'waiting',
    stateSince: at,
    tier: 'T6',
    raisedAt: at,
    waitingSince: at,
    dueAt: at,
    holder: null,
    heldSince: null,
    handedTo: null,
    asideUntil: null,
    closeReason: null,
    version: 2,
    unread: false,
    alerts: 0,
    alertedAt: null,
    outside: 'none',
  };
  return { ...one, ...more };
}
