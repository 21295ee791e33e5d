/**
 * The life of a case, as data: which moves are legal from which state, who may make them, and where they lead. What
 * the desk, the person and the timers do is one of these moves; nothing else changes a case's state.
 */

export const CASE_STATES = [
  /** Stored; the desk has not been told yet. */
  'raised',
  /** In the queue: nobody has it. */
  'waiting',
  /** Nobody picked it up in time. Still in the queue; the person was told what to do instead. */
  'notAnsweredInTime',
  /** An advisor has it and reads; the assistant still answers the person. */
  'pickedUp',
  /** The advisor is in the chat; the assistant is silent but for the safety scan. */
  'withAdvisor',
  /** The advisor is on the phone with the person and enters their answers; the assistant asks the questions. */
  'onPhone',
  /** Handed to a named colleague, who has not taken it yet. */
  'transferred',
  /** The advisor handed back; the assistant goes on where it was. */
  'backToAssistant',
  /** The person left the chat with PALS. An answer can still be written for them. */
  'leftByPerson',
  'closed',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Who acts: the person in the chat, an advisor (`holder`: the one who has the case), a supervisor, or a timer. */
export type Actor = 'person' | 'advisor' | 'holder' | 'supervisor' | 'colleague' | 'system';

export interface Move {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  readonly by: readonly Actor[];
}

const move = (data: Move): Move => data;
const QUEUED: readonly CaseState[] = ['waiting', 'notAnsweredInTime'];
const HELD: readonly CaseState[] = ['pickedUp', 'withAdvisor', 'onPhone'];
const FREE: readonly CaseState[] = [...QUEUED, 'backToAssistant', 'leftByPerson'];

export const MOVES = {
  queue: move({ from: ['raised'], to: 'waiting', by: ['system'] }),
  pickUp: move({ from: FREE, to: 'pickedUp', by: ['advisor'] }),
  join: move({ from: ['pickedUp', 'onPhone'], to: 'withAdvisor', by: ['holder'] }),
  /** The questions by phone, of a case that is the advisor's or that nobody has. */
  call: move({ from: [...FREE, 'pickedUp', 'withAdvisor'], to: 'onPhone', by: ['advisor', 'holder'] }),
  endCall: move({ from: ['onPhone'], to: 'pickedUp', by: ['holder'] }),
  handOver: move({ from: HELD, to: 'transferred', by: ['holder', 'supervisor'] }),
  accept: move({ from: ['transferred'], to: 'pickedUp', by: ['colleague'] }),
  /** Let go, by the holder, by signing out, or because the colleague did not take it. */
  release: move({ from: [...HELD, 'transferred'], to: 'waiting', by: ['holder', 'colleague', 'supervisor', 'system'] }),
  takeOver: move({ from: [...HELD, 'transferred'], to: 'pickedUp', by: ['supervisor'] }),
  handBack: move({ from: HELD, to: 'backToAssistant', by: ['holder'] }),
  leave: move({ from: [...QUEUED, ...HELD, 'transferred'], to: 'leftByPerson', by: ['person'] }),
  askAgain: move({ from: ['backToAssistant', 'leftByPerson'], to: 'waiting', by: ['person'] }),
  timeOut: move({ from: ['waiting'], to: 'notAnsweredInTime', by: ['system'] }),
  close: move({
    from: [...QUEUED, ...HELD, 'backToAssistant', 'leftByPerson'],
    to: 'closed',
    by: ['holder', 'advisor', 'supervisor', 'system'],
  }),
} as const;
export type MoveId = keyof typeof MOVES;

export const CLOSE_REASONS = [
  'answered',
  'signposted',
  'complaintTaken',
  'phoned',
  'noReplyFromPerson',
  'notForPals',
  'duplicate',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Whether this move may be made now, by this actor. */
export const isLegal = (id: MoveId, from: CaseState, by: Actor): boolean =>
  MOVES[id].from.includes(from) && MOVES[id].by.includes(by);

export const isHeld = (state: CaseState): boolean => HELD.includes(state) || state === 'transferred';

/** PALS has the request: the chat shows it, and the person can leave it. */
export const hasRequest = (state: CaseState): boolean => state === 'raised' || isLegal('leave', state, 'person');

/** PALS let go of it, or the person left: asking again is the same case. */
export const canAskAgain = (state: CaseState): boolean => isLegal('askAgain', state, 'person');
