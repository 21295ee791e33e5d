import { readFileSync } from 'node:fs';
import { MissingValue, MissingWord } from '../../locales/errors';
import { en } from '../../locales/en';
import { hashOf } from '../../locales/release';
import { createWords } from '../../locales/words';
import { flatten } from '../../locales/wordFiles';
import { loadProfile } from '../../trust/loadProfile';
import { trustValues } from '../../trust/values';

const trust = trustValues(loadProfile('trust/example/profile.json'));
const words = createWords({ language: 'en', trust });
const UNITS = Array.from({ length: 24 }, (_, i) => `S${String(i + 1).padStart(2, '0')}`);
const texts = (part: ReturnType<typeof words.signpost>) => [
  part?.title?.text,
  ...(part?.lines ?? []).map(({ text }) => text),
  ...(part?.items ?? []).map(({ text }) => text),
  ...(part?.contacts ?? []).map(({ label }) => label),
];

describe('the page of the Trust', () => {
  const page = readFileSync('test/fixtures/second-opinion-page.txt', 'utf8');

  test('is said word for word, and nothing of it is left out', () => {
    let rest = page;
    for (const unit of UNITS) {
      const { text } = words.unit(unit);
      const at = rest.indexOf(text);
      expect([unit, at]).not.toEqual([unit, -1]);
      // Between two units stand only spaces, line ends and the dot of a list.
      expect(rest.slice(0, at)).toMatch(/^[\s•]*$/u);
      rest = rest.slice(at + text.length);
    }
    expect(rest).toMatch(/^\s*$/u);
  });

  test('has units by their id, with or without the name of the file', () => {
    expect(words.unit('S03')).toEqual(words.unit('page:S03'));
    expect(words.unit('S03')).toMatchObject({ id: 'page:S03', unit: 'S03' });
    expect(() => words.unit('S25')).toThrow(MissingWord);
  });

  test('keeps its exact text until the plain one is released, also where plain is asked for', () => {
    const strings = flatten(en);
    const plain = strings.get('page:S03.plain') ?? '';
    const release = (state: 'draft' | 'released', hash: string) => ({
      trust: 'example',
      language: 'en',
      approver: 'a test',
      date: '2026-11-22',
      entries: { 'page:S03.plain': { hash, state } },
    });
    const said = (made?: ReturnType<typeof release>) =>
      createWords({ language: 'en', trust: { ...trust, pageText: 'plain' }, ...(made ? { release: made } : {}) }).unit(
        'S03',
      ).text;
    const exact = strings.get('page:S03.exact');
    expect(said()).toBe(exact);
    expect(said(release('draft', hashOf(plain)))).toBe(exact);
    expect(said(release('released', hashOf('an older text')))).toBe(exact);
    expect(said(release('released', hashOf(plain)))).toBe(plain);
  });
});

describe('a line', () => {
  test('speaks in the voice of who asks, and in the plain words where there are none of its own', () => {
    expect(words.line('signposting:E-MARTHA.lines.care').text).toBe('Asking should not affect your care.');
    expect(words.line('signposting:E-MARTHA.lines.care', 'patient').text).toBe('Asking should not affect your care.');
    expect(words.line('signposting:E-MARTHA.lines.care', 'family').text).toBe('Asking should not affect their care.');
    expect(words.line('signposting:E-MARTHA.lines.ward', 'family').text).toBe('Speak to the ward staff first.');
  });

  test('that is missing is an error with its id and what to do', () => {
    expect(() => words.line('patient:nowhere.ask')).toThrow(MissingWord);
    expect(() => words.line('patient:nowhere.ask')).toThrow(/"patient:nowhere.ask".*locales\/en/);
    expect(() => words.line('nowhere:at.all')).toThrow(MissingWord);
    expect(() => words.line('signposting:E-999')).toThrow(MissingWord);
    expect(words.has('nowhere:at.all')).toBe(false);
    expect(words.has('signposting:E-999.title')).toBe(true);
  });

  test('with a placeholder and no value is an error, never a half line', () => {
    expect(() => words.line('hours:span', 'patient', { from: '9am' })).toThrow(MissingValue);
    expect(() => words.line('hours:span')).toThrow(/"hours:span" needs a value for {{from}}/);
  });

  test('puts values in as they are: no markup is made of them, and no placeholder in them is filled', () => {
    const values = { from: '<b>{{trustName}}</b>', to: '$t(hours:closed) & "more"' };
    expect(words.line('hours:span', undefined, values).text).toBe('<b>{{trustName}}</b> to $t(hours:closed) & "more"');
  });

  test('made for one value is not given for another', () => {
    expect(words.line('hours:am', undefined, { clock: '9' }).text).toBe('9am');
    expect(words.line('hours:am', undefined, { clock: '10' }).text).toBe('10am');
  });
});

describe('signposting', () => {
  test('the emergency card has its heading, at most five signs, and nothing to press', () => {
    const card = words.signpost('E-999');
    expect(card?.title?.text).toBe('Call 999 or go to A&E now if:');
    expect(card?.items.length).toBeGreaterThan(0);
    expect(card?.items.length).toBeLessThanOrEqual(5);
    expect(card?.contacts).toEqual([]);
    expect(words.signpost('E-999-ALT')?.contacts).toEqual([]);
    expect(words.signpost('E-999-ALT')?.items.length).toBeLessThanOrEqual(5);
    expect(words.signpost('E-CRASH', 'staff')?.contacts).toEqual([]);
  });

  test('in a crisis there are 111 with option 2, Samaritans, a text number and Childline, each to press', () => {
    expect(words.signpost('E-CRISIS')?.contacts.map(({ label, href }) => `${label} > ${href}`)).toEqual([
      'Call 111 and choose option 2, for mental health > tel:111',
      'Call Samaritans: 116 123 > tel:116123',
      'Text Shout: 85258 > sms:85258',
      'Under 19: call Childline on 0800 1111 > tel:08001111',
      'Phone the Example crisis line: 0808 157 0800 > tel:08081570800',
    ]);
  });

  test("Martha's Rule has the Trust's own name and number, and other words for staff", () => {
    const patient = words.signpost('E-MARTHA', 'patient');
    expect(patient?.title?.text).toBe("Call for Concern (Martha's Rule)");
    expect(patient?.contacts).toEqual([
      { id: 'marthasRule', label: 'Phone Call for Concern: 020 7946 0333', href: 'tel:02079460333' },
    ]);
    const staff = words.signpost('E-MARTHA', 'staff');
    expect(staff?.id).toBe('E-MARTHA');
    expect(staff?.lines.map(({ text }) => text)).toContain('Patients, families and carers can use the same route.');
    expect(staff?.lines.map(({ text }) => text)).not.toContain('Speak to the ward staff first.');
    expect(words.signpost('E-MARTHA', 'family')?.lines.map(({ text }) => text)).toContain(
      'Asking should not affect their care.',
    );
  });

  test("what adds to the Trust's page is off until the Trust switches it on", () => {
    expect(words.signpost('E-GMC')).toBeNull();
    const on = createWords({ language: 'en', trust: { ...trust, switchedOn: ['E-GMC'] } });
    expect(on.signpost('E-GMC')?.lines).toHaveLength(2);
  });

  test('says nothing of what the Trust has not given', () => {
    const bare = createWords({
      language: 'en',
      trust: {
        ...trust,
        texts: { ...trust.texts, crisisLineName: null, crisisLinePhone: null, crisisLinePhoneHref: null },
      },
    });
    expect(bare.signpost('E-CRISIS')?.contacts).toHaveLength(4);
    // The example Trust has nobody to phone while PALS is closed.
    expect(texts(words.signpost('E-PALS-HOURS')).join(' ')).not.toContain('When PALS is closed');
    const covered = createWords({
      language: 'en',
      trust: { ...trust, texts: { ...trust.texts, palsCoverName: 'the site team', palsCoverPhone: '020 7946 0999' } },
    });
    expect(texts(covered.signpost('E-PALS-HOURS'))).toContain(
      'When PALS is closed, you can phone the site team: 020 7946 0999.',
    );
  });

  test('gives the opening hours of the profile in words', () => {
    expect(words.signpost('E-PALS-HOURS')?.items.map(({ text }) => text)).toEqual([
      'Monday and Tuesday: 9am to 5pm',
      'Wednesday: 9am to 12:30pm and 1:30pm to 5pm',
      'Thursday: 9am to 5pm',
      'Friday: 9am to 4:30pm',
      'Bank holidays: closed',
    ]);
    const day = [{ from: '09:00', to: '17:00' }];
    const week = { ...trust.hours.weekly, monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
    const simple = createWords({
      language: 'en',
      trust: {
        ...trust,
        hours: { weekly: { ...week, saturday: [{ from: '12:00', to: '24:00' }] }, bankHolidays: 'open' },
      },
    });
    expect(simple.signpost('E-PALS-HOURS')?.items.map(({ text }) => text)).toEqual([
      'Monday to Friday: 9am to 5pm',
      'Saturday: midday to midnight',
    ]);
  });

  test('gives staff the page and the patient chat to share', () => {
    expect(words.signpost('E-PALS-HOURS', 'staff')?.contacts.map(({ href }) => href)).toEqual([
      'tel:02079460000',
      'mailto:pals@example.org',
      'https://www.example.org/second-opinion',
      'https://chat.example.org/',
    ]);
    expect(words.signpost('E-PALS-HOURS', 'staff')?.items).toHaveLength(5);
  });

  test('dials the number that it shows', () => {
    for (const id of Object.keys(en.signposting ?? {}).filter((key) => !key.includes('_')))
      for (const voice of ['patient', 'family', 'staff'] as const)
        for (const { label, href } of words.signpost(id, voice)?.contacts ?? []) {
          expect(href).toMatch(/^(tel:\+?\d+|sms:\d+|mailto:\S+@\S+|https:\/\/\S+)$/);
          if (/^(tel|sms):/.test(href)) expect(label.replaceAll(' ', '')).toContain(href.replace(/^\w+:/, ''));
        }
  });

  test('an item that is not known is an error', () => {
    expect(() => words.signpost('E-NOWHERE')).toThrow(MissingWord);
  });
});

test('a moment is told as the NHS tells it', () => {
  expect(words.moment({ date: '2026-11-23', time: '09:00' })).toEqual({ time: '9am', day: 'Monday 23 November' });
  expect(words.moment({ date: '2026-12-01', time: '17:30' })).toEqual({ time: '5:30pm', day: 'Tuesday 1 December' });
  expect(words.moment({ date: '2026-12-01', time: '00:05' }).time).toBe('12:05am');
  expect(words.moment({ date: '2026-12-01', time: '12:00' }).time).toBe('midday');
  expect(words.moment({ date: '2026-12-01', time: '24:00' }).time).toBe('midnight');
  expect(words.clock('16:30')).toBe('4:30pm');
});
