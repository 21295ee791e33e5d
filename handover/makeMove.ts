/** A move applied to a case: who may make it, what it changes, and what the chat is told of it. Pure. */
import type { Case, Who } from './case';
import { isHeld, MOVES, type Actor, type CloseReason, type MoveId } from './caseStates';
import type { HandoffStatus } from './status';

export interface MoveRequest {
  readonly move: MoveId;
  readonly by: { readonly kind: Actor; readonly who: Who | null };
  /** The version that was seen. */
  readonly version?: number | undefined;
  readonly to?: Who | undefined;
  readonly reason?: CloseReason | undefined;
}

/** Of a case that nobody was alerted to yet. */
export const NOT_ALERTED = { alerts: 0, alertedAt: null, outside: 'none' } as const;

/** `state`: not from here. `notYours`: not by them. `changed`: the case is not what was seen. */
export type Refusal = 'state' | 'notYours' | 'changed';
export type MoveOutcome =
  | { readonly kind: 'moved'; readonly case: Case; readonly status: HandoffStatus | null }
  | { readonly kind: 'refused'; readonly why: Refusal };

const TOLD: Readonly<Partial<Record<MoveId, Pick<HandoffStatus, 'state' | 'what'>>>> = {
  pickUp: { state: 'accepted', what: 'pickedUp' },
  join: { state: 'accepted', what: 'joined' },
  call: { state: 'accepted', what: 'onPhone' },
  endCall: { state: 'accepted', what: 'phoneEnded' },
  handOver: { state: 'accepted', what: 'handedOver' },
  accept: { state: 'accepted', what: 'replaced' },
  takeOver: { state: 'accepted', what: 'replaced' },
  release: { state: 'failed', what: 'released' },
  timeOut: { state: 'failed', what: 'notPickedUp' },
  handBack: { state: 'completed', what: 'handedBack' },
  close: { state: 'completed', what: 'closed' },
};

/** What somebody is to a case: an advisor is its holder, the colleague it was handed to, or, of a free one, any advisor. */
export function actorsOf(one: Case, { kind, who }: MoveRequest['by']): readonly Actor[] {
  if (kind !== 'advisor' && kind !== 'supervisor') return [kind];
  if (who === null) return [];
  return [
    ...(kind === 'supervisor' ? (['supervisor'] as const) : []),
    ...(one.holder?.id === who.id ? (['holder'] as const) : []),
    ...(one.handedTo?.id === who.id ? (['colleague'] as const) : []),
    ...(one.holder === null ? (['advisor'] as const) : []),
  ];
}

/** `at`: ISO 8601. The time at which a case that waits anew is due is the caller's to set. */
export function makeMove(before: Case, request: MoveRequest, at: string): MoveOutcome {
  const { move, by, version } = request;
  const { from, to: state, by: allowed } = MOVES[move];
  if (version !== undefined && version !== before.version) return { kind: 'refused', why: 'changed' };
  const isSelf = move === 'handOver' && (request.to === undefined || request.to.id === before.holder?.id);
  if (!from.some((one) => one === before.state) || isSelf) return { kind: 'refused', why: 'state' };
  const actors: readonly Actor[] = allowed;
  if (!actorsOf(before, by).some((one) => actors.includes(one))) return { kind: 'refused', why: 'notYours' };

  const waitsAnew = move === 'release' || move === 'askAgain';
  const after: Case = {
    ...before,
    state,
    stateSince: at,
    ...handsOf(before, request, at),
    ...(waitsAnew && { ...NOT_ALERTED, waitingSince: at }),
    asideUntil: null,
    closeReason: request.reason ?? before.closeReason,
    version: before.version + 1,
  };
  return { kind: 'moved', case: after, status: statusOf(before, after, request) };
}

/** Whose hands it is in afterwards. */
function handsOf(
  before: Case,
  { move, by, to }: MoveRequest,
  at: string,
): Pick<Case, 'holder' | 'heldSince' | 'handedTo'> {
  switch (move) {
    case 'pickUp':
    case 'takeOver':
      return { holder: by.who, heldSince: at, handedTo: null };
    case 'call':
      return { holder: by.who, heldSince: before.heldSince ?? at, handedTo: null };
    case 'accept':
      return { holder: before.handedTo, heldSince: at, handedTo: null };
    case 'handOver':
      return { holder: before.holder, heldSince: before.heldSince, handedTo: to ?? null };
    default:
      return isHeld(MOVES[move].to)
        ? { holder: before.holder, heldSince: before.heldSince, handedTo: before.handedTo }
        : { holder: null, heldSince: null, handedTo: null };
  }
}

function statusOf(before: Case, after: Case, { move, by, reason }: MoveRequest): HandoffStatus | null {
  const told = TOLD[move];
  if (told === undefined) return null;
  // Whoever closes it speaks for PALS; else whoever has it now, or had it.
  const named = move === 'close' ? by.who : (after.handedTo ?? after.holder ?? before.holder);
  return { reference: after.reference, ...told, advisor: named?.name ?? null, reason: reason ?? null };
}
