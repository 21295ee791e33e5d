/**
 * The first step of a turn. The raw text is scanned in memory and masked; only the masked text goes on. When
 * `receive` resolves, the message is on the disk and may be acknowledged; its answer follows by the runner.
 */
import type { Bot } from '../bots/turn';
import type { Action } from '../dialogs/engine/screen';
import type { Who } from '../handover/case';
import { withoutSecret } from '../handover/returnCode';
import type { LoggedActivity, NewMessage, Store } from '../storage/port';
import type { Masked, PersonalKind, SafetyVerdict } from '../understanding/types';
import { IntakeError } from './errors';
import type { Fanout } from './fanout';
import type { Runner } from './runner';
import { scanLongText } from './scanLongText';

/** UTF-16 code units, as a text box's `maxlength` counts them. */
export const MAX_TEXT = 10_000;
const MAX_LABEL = 200;
const NOTHING_FOUND: SafetyVerdict = { tier: null, certainty: 'none', rules: [] };

/** What a channel took from a post. Raw: it goes no further than intake. */
export interface Incoming {
  readonly conversationId: string;
  /** The client's own id: posted again, it is the same message. */
  readonly clientId: string | null;
  readonly text: string;
  /** A button; then `text` is its label. */
  readonly action: Action | null;
  readonly hadAttachments: boolean;
  /** Kinds of personal information that the client says it has removed from the text. */
  readonly removed?: readonly PersonalKind[];
  /** The advisor who enters it for a caller. */
  readonly enteredBy?: Who;
}

export interface Received {
  readonly activity: LoggedActivity;
  /** False when it had been posted before. */
  readonly isNew: boolean;
  /** The committed replies; resolves after they are stored and pushed. Rejects only when the service stops before that. */
  readonly answered: Promise<readonly LoggedActivity[]>;
}

export interface IntakeParts {
  readonly store: Store;
  readonly bot: Bot;
  readonly runner: Runner;
  readonly fanout: Fanout;
  readonly scan: (text: string) => SafetyVerdict;
  readonly mask: (text: string) => Masked;
  /** Nothing is taken, but what is urgent is answered. */
  readonly isOff: () => boolean;
}

/** Characters that no writing needs and that a database or a client may cut a text at. */
const clean = (text: string): string => text.replace(/\u0000/g, '').replace(/\p{Surrogate}/gu, '\ufffd');

export class Intake {
  constructor(private readonly parts: IntakeParts) {}

  /** @throws IntakeError with what to show instead when the message was not taken. */
  async receive(incoming: Incoming): Promise<Received> {
    const { bot, scan, isOff } = this.parts;
    if (isOff()) throw new IntakeError('intake.off', bot.withoutState(this.lookAt(incoming.text), 'off'));
    if (incoming.text.length > MAX_TEXT) {
      throw new IntakeError('intake.tooLong', bot.withoutState(scanLongText(scan, incoming.text), 'tooLong'));
    }
    const body = this.#bodyOf(incoming);
    return this.#append(incoming.conversationId, incoming.clientId, body, body.message.verdict);
  }

  /** Something that the client tells and that needs no answer, such as that it has joined. */
  async note(conversationId: string, clientId: string | null, name: string): Promise<Received> {
    return this.#append(conversationId, clientId, { kind: 'event', name }, NOTHING_FOUND);
  }

  /** The verdict on raw text that will not be stored, for the card that goes out all the same. */
  lookAt(text: string): SafetyVerdict {
    return scanLongText(this.parts.scan, text);
  }

  #bodyOf(incoming: Incoming): Extract<NewMessage['body'], { kind: 'message' }> {
    const { action, hadAttachments, enteredBy = null } = incoming;
    const { text, verdict, removed } = this.#look(incoming);
    return {
      kind: 'message',
      message: { text, action, verdict, removed: [...removed] },
      label: action === null ? null : text.slice(0, MAX_LABEL),
      hadAttachments,
      enteredBy,
    };
  }

  /** Only a button's own label is known unread; with any button a client may send any words. */
  #look({ text: raw, action, removed: before = [] }: Incoming): Masked & { readonly verdict: SafetyVerdict } {
    const { bot, scan, mask } = this.parts;
    if (action !== null && bot.isLabel(action, raw)) return { text: raw, removed: [], verdict: NOTHING_FOUND };
    const { text, removed } = mask(clean(raw));
    // Whoever reads a return code in a chat could open it.
    return { text: withoutSecret(text), removed: [...new Set([...before, ...removed])], verdict: scan(raw) };
  }

  async #append(
    conversationId: string,
    clientId: string | null,
    body: NewMessage['body'],
    verdict: SafetyVerdict,
  ): Promise<Received> {
    const { store, bot, runner, fanout } = this.parts;
    const begun: Received['answered'][] = [];
    const appended = store.append({ conversationId, clientId, body }, (written) => {
      if (body.kind === 'message') begun.push(runner.run(written, stored));
    });
    const stored = appended.then(
      (result) => {
        if (result.kind !== 'stored') return null;
        fanout.publish([result.activity]);
        return result.activity;
      },
      () => null,
    );
    const result = await appended.catch((cause: unknown) => {
      throw new IntakeError('intake.notStored', bot.withoutState(verdict, 'notStored'), cause);
    });
    switch (result.kind) {
      case 'conflict':
        throw new IntakeError('intake.conflict');
      case 'notOnPhone':
        throw new IntakeError('intake.notOnPhone');
      case 'noConversation':
        throw new IntakeError('intake.noConversation');
      case 'duplicate':
        return { activity: result.activity, isNew: false, answered: runner.answerTo(result.activity) };
      case 'stored': {
        const { activity } = result;
        const answered = body.kind === 'message' ? (begun[0] ?? runner.run(activity)) : Promise.resolve([]);
        return { activity, isNew: true, answered };
      }
    }
  }
}
