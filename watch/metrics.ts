/** Figures of the running service, as Prometheus reads them. Labels are names of ours: no text, no id, no address. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ALARMS, type Alarm } from '../handover/alarm';
import type { Store } from '../storage/port';
import type { CaseDesk } from '../turns/caseDesk';
import type { Tallies } from '../turns/tallies';

export interface MetricsParts {
  readonly store: Pick<Store, 'waitingCases' | 'outboxHealth' | 'countCases'>;
  readonly desk: Pick<CaseDesk, 'staffing'>;
  readonly tallies: Tallies;
  readonly ringing: () => readonly Alarm[];
  readonly isOff: () => boolean;
  readonly isOpen: () => boolean;
  /** Open lines to people's pages. */
  readonly streams: () => number;
  readonly now: () => Date;
  readonly version: string;
}

const HOUR_MS = 60 * 60_000;
const TURN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createMetrics(parts: MetricsParts): { readonly registry: Registry; readonly http: Histogram } {
  const { store, desk, tallies, now } = parts;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number | Promise<number>): void => {
    new Gauge({
      ...{ name: `pals_${name}`, help, registers },
      async collect() {
        this.set(await value());
      },
    });
  };
  /** Of something that only grows. */
  const total = (name: string, help: string, value: () => number): void => {
    new Counter({
      ...{ name: `pals_${name}_total`, help, registers },
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  };
  const waiting = async () =>
    (await store.waitingCases()).filter(({ state }) => state === 'waiting' || state === 'notAnsweredInTime');

  const turns = new Histogram({
    ...{ name: 'pals_turn_seconds', help: 'From a message to its committed answer', buckets: TURN_SECONDS },
    ...{ labelNames: ['channel'], registers },
  });
  const safety = new Counter({
    ...{
      name: 'pals_safety_findings_total',
      help: 'Messages in which something urgent was found',
      labelNames: ['tier'],
      registers,
    },
  });
  tallies.onTurned(({ channel, seconds, tier }) => {
    turns.observe({ channel }, seconds);
    if (tier !== null) safety.inc({ tier });
  });
  total('turns_failed', 'Answers that were an apology', () => tallies.turnsFailed);
  total('maskings_failed', 'Personal information found after masking', () => tallies.maskingsFailed);
  gauge('cases_waiting', 'Cases that nobody has', async () => (await waiting()).length);
  gauge(
    'cases_overdue',
    'Cases that nobody has and that were due',
    async () => (await waiting()).filter(({ dueAt }) => Date.parse(dueAt) < now().getTime()).length,
  );
  gauge('desk_staffed', 'Somebody at the desk can pick a case up', async () =>
    (await desk.staffing()) === null ? 0 : 1,
  );
  gauge('open', 'PALS is open by its hours', () => (parts.isOpen() ? 1 : 0));
  gauge('off', 'The assistant is turned off', () => (parts.isOff() ? 1 : 0));
  gauge('streams', 'Open lines to people’s pages', parts.streams);
  new Gauge({
    ...{
      name: 'pals_outbox',
      help: 'What is to leave the system; ambiguous and dead: of the last hour',
      labelNames: ['state'],
      registers,
    },
    async collect() {
      const { pending, ambiguous, dead } = await store.outboxHealth(new Date(now().getTime() - HOUR_MS).toISOString());
      for (const [state, count] of Object.entries({ pending, ambiguous, dead })) this.set({ state }, count);
    },
  });
  new Gauge({
    ...{ name: 'pals_alarm', help: '1 while it rings: docs/operations.md', labelNames: ['alarm'], registers },
    collect() {
      const ringing = parts.ringing();
      for (const alarm of ALARMS) this.set({ alarm }, ringing.includes(alarm) ? 1 : 0);
    },
  });
  new Gauge({ name: 'pals_build', help: 'The version that runs', labelNames: ['version'], registers }).set(
    { version: parts.version },
    1,
  );
  const http = new Histogram({
    ...{ name: 'pals_http_seconds', help: 'Requests by route', buckets: TURN_SECONDS },
    ...{ labelNames: ['method', 'route', 'status'], registers },
  });
  return { registry, http };
}
