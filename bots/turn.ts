/** What a bot is given for one turn and what it gives back. Nothing is sent or stored until the turn is committed. */
import type { Action, Screen } from '../dialogs/engine/screen';
import type { IncomingMessage, StatusMessage } from '../dialogs/message';
import type { Case, CaseChange } from '../handover/case';
import type { SafetyVerdict } from '../understanding/types';

export type { IncomingMessage, StatusMessage } from '../dialogs/message';

export interface TurnInput {
  readonly conversationId: string;
  readonly locale: string;
  /** As the last turn of this conversation gave it; null before the first. Plain JSON. */
  readonly state: unknown;
  /** Null for the greeting that opens a conversation. */
  readonly message: IncomingMessage | StatusMessage | null;
  /** The conversation's newest case as it stands; null when no person was asked for. */
  readonly openCase: Case | null;
  /** It was written before the newest reply was there to be read. */
  readonly isOvertaken?: boolean;
}

/** One outgoing message: the same lines as plain text and as a screen. */
export interface Reply {
  readonly text: string;
  readonly screen: Screen;
  /** Lines of a request for PALS that it tells of, such as `answer:where`. */
  readonly about?: readonly string[];
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
  readonly caseChanges: readonly CaseChange[];
  /** Lines of a request for PALS that the message tells of, as the turn found out. */
  readonly about?: readonly string[];
  readonly ratings: readonly Rating[];
}

/** Rejects with nothing done when the dialogs fail; the caller then answers with `apology`. */
export interface Bot {
  turn(input: TurnInput): Promise<TurnResult>;
  /** Whether these are the bot's own words for this button: then nobody wrote them. */
  isLabel(action: Action, text: string): boolean;
  /**
   * The safety card and the apology for when a message could not be stored or answered; beside them the request for PALS
   * where one `stands`. Never fails.
   */
  withoutState(
    verdict: SafetyVerdict,
    problem: 'notStored' | 'failed' | 'tooLong' | 'off',
    stands?: Pick<TurnInput, 'state' | 'openCase'>,
  ): readonly Reply[];
}
