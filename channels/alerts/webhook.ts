/**
 * Alerts by webhook: one POST of JSON that a Teams workflow shows as a card, and that a program reads under `pals`.
 * Signed as Standard Webhooks has it when there is a secret. The address is a secret itself: it is never logged.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { noticeSchema } from '../../handover/alarm';
import { alertSchema, type Alert, type AlertTarget } from '../../handover/alert';
import type { Outgoing } from '../../storage/port';
import type { Delivery, Transport } from '../../turns/outbox';
import { errorCode } from '../../turns/errors';
import { retryAfter } from '../http/retryAfter';
import type { AlertCard } from './alertCard';

export interface WebhookParts {
  readonly addresses: Readonly<Partial<Record<AlertTarget, string>>>;
  /** The key, as bytes; null: not signed. */
  readonly key: Buffer | null;
  readonly card: AlertCard;
  readonly isOver: (alert: Alert) => Promise<boolean>;
  readonly now: () => Date;
}

const payloadSchema = z.union([alertSchema, noticeSchema]);
const PATIENCE_MS = 10_000;
/** Too early, too many, or too slow: the same later may do. */
const LATER = [408, 425, 429];

/** The key of a secret as Standard Webhooks writes it. */
export const webhookKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

export class Webhook implements Transport {
  /** `webhook-id` is the same at each attempt. */
  readonly isRepeatable = true;

  constructor(private readonly parts: WebhookParts) {}

  async deliver({ id, target, payload }: Outgoing, signal: AbortSignal): Promise<Delivery> {
    const { addresses, card, isOver } = this.parts;
    const alert = payloadSchema.parse(payload);
    if ('reference' in alert && (await isOver(alert))) return { kind: 'needless' };
    const address = target === 'again' || target === 'wider' ? addresses[target] : undefined;
    if (address === undefined) return { kind: 'refused', why: 'noAddress' };
    const body = JSON.stringify(card.of(id, alert));
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'pals-assistant', ...this.#signed(id, body) },
        body,
        // Moved without a word: not to be followed to somebody else.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      await response.body?.cancel();
      return this.#read(response);
    } catch (error) {
      return { kind: 'later', why: reasonOf(error), afterMs: null };
    }
  }

  #signed(id: string, body: string): Readonly<Record<string, string>> {
    const at = String(Math.floor(this.parts.now().getTime() / 1000));
    const headers = { 'webhook-id': id, 'webhook-timestamp': at };
    if (this.parts.key === null) return headers;
    const signature = createHmac('sha256', this.parts.key).update(`${id}.${at}.${body}`).digest('base64');
    return { ...headers, 'webhook-signature': `v1,${signature}` };
  }

  #read(response: Response): Delivery {
    if (response.ok) return { kind: 'sent' };
    const why = `http${response.status}`;
    if (response.status < 500 && !LATER.includes(response.status)) return { kind: 'refused', why };
    return { kind: 'later', why, afterMs: retryAfter(response.headers.get('Retry-After'), this.parts.now()) };
  }
}

/** `fetch` fails with what the network said as its cause. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return errorCode(error.cause);
  return error instanceof Error && error.name === 'TimeoutError' ? 'noAnswer' : errorCode(error);
}
