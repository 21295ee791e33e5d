/** Gathers what a report counts, a page at a time, so that chats go on beside it. */
import { z } from 'zod';
import { TakenOut } from '../../handover/takenOut';
import type { Store } from '../../storage/port';
import type { Words } from '../../locales/words';
import type { CaseWords } from './caseWords';
import { DeskError } from './errors';
import type { FlowFacts } from './flowFacts';
import type { LocalTime } from './localTime';
import { makeReport, type CaseFigures, type ContactFacts, type ReportLabels } from './report';
import type { Report } from './wire';

export interface ReportParts {
  readonly store: Store;
  readonly words: Words;
  readonly caseWords: CaseWords;
  readonly flows: FlowFacts;
  readonly time: LocalTime;
  readonly now: () => Date;
}

const PAGE = 200;
const USUAL_DAYS = 30;
const MOST_DAYS = 400;
const DAY = 24 * 60 * 60 * 1000;
const dateSchema = z.iso.date();

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Reports {
  readonly #labels: ReportLabels;

  constructor(private readonly parts: ReportParts) {
    const { words, caseWords } = parts;
    const say = (id: string, otherwise: string): string =>
      words.has(`deskCase:${id}`) ? words.line(`deskCase:${id}`).text : otherwise;
    this.#labels = {
      channel: (id) => say(`channel.${id}`, id),
      tier: (id) => `${id} ${say(`tier.${id}`, '')}`.trim(),
      reason: (id) => (id === 'scan' ? say('report.scan', id) : caseWords.reason(id)),
      outcome: (id) => caseWords.outcome(id),
      closeReason: (id) => (id === 'stillOpen' ? say('report.stillOpen', id) : say(`closeReason.${id}`, id)),
      question: (id) => caseWords.question(id),
      rating: (value) => words.line('deskCase:report.rating', undefined, { rating: String(value) }).text,
    };
  }

  /** Local dates, both included; the last 30 days where none are given. @throws DeskError `badRequest` */
  async of(given: { readonly from: string | null; readonly to: string | null }): Promise<Report> {
    const { time, now, store } = this.parts;
    const to = given.to ?? time.date(now());
    const from = given.from ?? time.date(new Date(now().getTime() - (USUAL_DAYS - 1) * DAY));
    const isPeriod = [from, to].every((date) => dateSchema.safeParse(date).success) && from <= to;
    if (!isPeriod || Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY) throw new DeskError('badRequest');
    const period = time.period(from, to);
    return makeReport(
      { from, to },
      {
        contacts: await this.#contacts(period),
        cases: await this.#cases(period),
        ratings: await store.ratings(period.from, period.to),
      },
      this.#labels,
    );
  }

  async #contacts({ from, to }: { from: string; to: string }): Promise<ContactFacts[]> {
    const { store, flows } = this.parts;
    const contacts: ContactFacts[] = [];
    for (let after = 0; ;) {
      const page = await store.contacts({ from, to, after, limit: PAGE });
      for (const { channel, state, request } of page) {
        const place = flows.placeOf(state);
        const isOpen = place !== null && request === null && flows.flowOf(place.at) !== undefined;
        const isOut = request !== null && new TakenOut(request).has('outcome');
        contacts.push({
          channel,
          outcome: isOut ? null : (place?.outcome ?? null),
          stoppedAt: isOpen ? place.at : null,
        });
      }
      after = page.at(-1)?.key ?? after;
      if (page.length < PAGE) return contacts;
      await breathe();
    }
  }

  async #cases({ from, to }: { from: string; to: string }): Promise<CaseFigures[]> {
    const { store } = this.parts;
    const all: CaseFigures[] = [];
    for (const one of await store.casesRaised(from, to)) {
      const reasons = this.parts.caseWords.reasonsToCount(one);
      all.push({ case: one, reasons, history: await store.history(one.reference) });
      if (all.length % PAGE === 0) await breathe();
    }
    return all;
  }
}
