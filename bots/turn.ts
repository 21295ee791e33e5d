/** What a bot is given for one turn and what it gives back. Nothing is sent or stored until the turn is committed. */
import type { Action, Screen } from '../dialogs/engine/screen';
import type { CaseRecord } from '../handover/case';
import type { PersonalKind, SafetyVerdict } from '../understanding/types';

/** A message as intake stored it: masked, with what was found in the raw text beside it. */
export interface IncomingMessage {
  /** The activity's id in the conversation's log. */
  readonly id: string;
  /** Masked. Empty when a button was pressed, or when nothing was written. */
  readonly text: string;
  readonly action: Action | null;
  readonly verdict: SafetyVerdict;
  readonly removed: readonly PersonalKind[];
}

export interface TurnInput {
  readonly conversationId: string;
  readonly locale: string;
  /** As the last turn of this conversation gave it; null before the first. Plain JSON. */
  readonly state: unknown;
  /** Null for the greeting that opens a conversation. */
  readonly message: IncomingMessage | null;
}

/** One outgoing message: the same lines as plain text and as a screen. */
export interface Reply {
  readonly text: string;
  readonly screen: Screen;
}

export interface Rating {
  /** The outcome that was rated. */
  readonly outcome: string;
  /** 1 (worst) to 5. */
  readonly rating: number;
}

export interface TurnResult {
  readonly state: unknown;
  readonly replies: readonly Reply[];
  readonly cases: readonly CaseRecord[];
  readonly ratings: readonly Rating[];
}

/** Rejects with nothing done when the dialogs fail; the caller then answers with `apology`. */
export interface Bot {
  turn(input: TurnInput): Promise<TurnResult>;
  /** The safety card and the apology for when a message could not be stored or answered. Never fails. */
  withoutState(verdict: SafetyVerdict, problem: 'notStored' | 'failed' | 'tooLong'): readonly Reply[];
}
