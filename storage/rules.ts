/** What the store has to know of the Trust's rules to write a case. */
import type { CaseFacts } from '../handover/case';

export interface StoreRules {
  /** When a case of this tier, asked for now, should be picked up. */
  readonly dueAt: (tier: CaseFacts['tier'], now: Date) => Date;
  /** So long a return code finds its chat. */
  readonly returnCodeDays: number;
  /** A desk session that was not seen for so long has ended. */
  readonly sessionIdleMinutes: number;
  /** And none lasts longer than this. */
  readonly sessionHours: number;
  /** The outbox's transport to a channel that keeps no line open, for what nobody there asked for; null: it has a line. */
  readonly pushBy: (channel: string) => string | null;
}

/** Never closed; `index.ts` brings the Trust's own. */
export const PLAIN_RULES: StoreRules = {
  dueAt: (tier, now) => new Date(now.getTime() + (tier < 'T4' ? 1 : 60) * 60_000),
  returnCodeDays: 90,
  sessionIdleMinutes: 240,
  sessionHours: 12,
  pushBy: () => null,
};
