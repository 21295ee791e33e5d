import type { HandoffStatus } from '../handover/status';
import type { PersonalKind, SafetyVerdict } from '../understanding/types';
import type { Action } from './engine/screen';

/** A message as intake stored it: masked, with what was found in the raw text beside it. */
export interface IncomingMessage {
  /** The activity's id in the conversation's log. */
  readonly id: string;
  /** Masked. Of a button it is the label; empty when nothing was written. */
  readonly text: string;
  readonly action: Action | null;
  readonly verdict: SafetyVerdict;
  readonly removed: readonly PersonalKind[];
}

/** Something that happened to the person's case at the desk or by a timer: Bot Framework's `handoff.status`. */
export interface StatusMessage {
  readonly id: string;
  readonly status: HandoffStatus;
}
