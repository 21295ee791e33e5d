/** The Trust profile: everything of one particular Trust, in one validated file. Nothing of it is in code. */
import { z } from 'zod';

const name = z.string().trim().min(1, 'write a name');
const phone = z.string().regex(/^\+?\d[\d ]{1,18}\d$/, 'write digits and spaces only, such as 020 7946 0000');
const email = z.email('write an email address, such as pals@example.org');
const link = z.url({ protocol: /^https$/, error: 'write an address that begins with https://' });
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time as 09:00');
const date = z.iso.date('write a date as 2026-12-24');

/** One stretch of opening, in local time. A day can have several. */
const span = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'let "from" be before "to"; over midnight, end at 24:00 and go on at 00:00');
const spans = z
  .array(span)
  .refine(
    (day) => day.every((one, i) => i === 0 || (day[i - 1]?.to ?? '') <= one.from),
    'let no time overlap the one before',
  );

const hours = z.strictObject({
  weekly: z.strictObject({
    monday: spans,
    tuesday: spans,
    wednesday: spans,
    thursday: spans,
    friday: spans,
    saturday: spans,
    sunday: spans,
  }),
  /** Whether England's bank holidays are closed. */
  bankHolidays: z.enum(['closed', 'open']),
  /** Single days that differ: closed, or open at other hours. They come before all else. */
  closures: z.array(z.strictObject({ date, open: spans.default([]) })),
});

const minutes = z.int('write whole minutes, at least 1').min(1, 'write whole minutes, at least 1');
const tierTimes = z
  .strictObject({
    /** Picked up within this; `day`: before PALS closes. */
    due: z.union([minutes, z.literal('day')], 'write whole minutes, or "day"'),
    /** The desk is alerted again; more widely; and then each time after so long. */
    alert: minutes,
    wider: minutes,
    repeat: minutes,
    /** The person is told that nobody has come, and what to do instead. */
    tell: minutes,
  })
  .partial();
const days = z.int('write whole days').min(1, 'write whole days');
/** `handover/keeping.ts` has the defaults, and says what cannot be. */
const keeping = z.strictObject({
  chatDays: days.optional(),
  caseDays: days.optional(),
  recordDays: days.optional(),
  ratingDays: days.optional(),
});

/** What is left out is as the safety rules have it; `handover/times.ts` has the defaults and says what is not safe. */
const times = z
  .strictObject({
    tiers: z
      .strictObject({
        ...{ T0: tierTimes, T1: tierTimes, T2: tierTimes, T3: tierTimes },
        ...{ T4: tierTimes, T5: tierTimes, T6: tierTimes, T7: tierTimes },
      })
      .partial(),
    /** A colleague takes a case over; an advisor joins the chat, answers, or is at the desk at all. */
    accept: minutes,
    join: minutes,
    answer: minutes,
    absent: minutes,
    returnCodeDays: z.int('write whole days').min(1, 'write whole days'),
  })
  .partial();

/** `A` a letter, `9` a figure, dashes, dots, strokes; a space only between figures. "AA999999", "999-99-99A". */
const hospitalNumber = z
  .string()
  .regex(/^[A9](?:[./-]?[A9])*(?: 9(?:[./-]?[A9])*)*$/, 'write A for a letter and 9 for a figure, such as AA999999')
  .refine(
    (format) => !format.includes('A ') && format.replaceAll(/[^9]/g, '').length >= (format.includes('A') ? 5 : 6),
    'let it have at least 5 figures, 6 without a letter, so that it is not taken for a ward, a date or "18 weeks"',
  );

const nameAndPhone = z.strictObject({ name, phone });

/** Keys in the order of the sentences in `purposes.ts`; what is `optional()` may be left out, and its lines with it. */
export const profileSchema = z.strictObject({
  /** Short and without spaces: a release of words is valid for this id alone. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'use small letters, digits and dashes'),
  name,
  timeZone: z.literal('Europe/London', { error: 'write Europe/London' }),
  pals: z.strictObject({
    name,
    phone,
    email,
    place: name,
    hours,
    /** Who can be phoned while PALS is closed. */
    cover: nameAndPhone.optional(),
    times: times.optional(),
    keeping: keeping.optional(),
  }),
  marthasRule: z.strictObject({ name, phone, scope: name }),
  safeguarding: z.strictObject({ phone, outOfHoursPhone: phone }),
  switchboard: z.strictObject({ phone }),
  crashNumber: z.string().regex(/^\d{3,5}$/, 'write 3 to 5 digits'),
  integratedCareBoard: z.strictObject({ name, phone, email }),
  advocacy: z.strictObject({ name, phone, url: link }),
  complaints: z.strictObject({ name, phone, email }),
  bereavement: z.strictObject({
    name,
    phone,
    medicalExaminerPhone: phone.optional(),
    support: nameAndPhone.optional(),
  }),
  policies: z.strictObject({
    secondOpinions: link,
    consent: link.optional(),
    mentalCapacity: link.optional(),
    interpreters: link.optional(),
    safeguarding: link.optional(),
  }),
  freedomToSpeakUp: z.strictObject({
    name,
    phone,
    email,
    incidentSystem: z.strictObject({ name, url: link }).optional(),
    staffWellbeingPhone: phone.optional(),
  }),
  findGpUrl: link,
  pageUrl: link,
  patientChatUrl: link,
  exitUrl: link,
  crisisLine: nameAndPhone.optional(),
  clinicListUrl: link.optional(),
  /** Formats of hospital numbers that people may write: they are masked. */
  hospitalNumbers: z.array(hospitalNumber).optional(),
  /** `plain` only when the Trust has released the plain texts. */
  pageText: z.enum(['exact', 'plain']),
  /** Signposting that is said only when the Trust asks for it. */
  switchedOn: z.array(z.enum(['E-GMC'])),
});
export type Profile = z.infer<typeof profileSchema>;
