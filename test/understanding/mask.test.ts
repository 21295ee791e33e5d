import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { mask, scan } from '../../understanding';
import { hitsOf } from '../../understanding/scan';

const options = { publicNumbers: ['01632 960 100'] };
const masked = (text: string): string => mask(text, options).text;

describe('what is personal is replaced by what it was', () => {
  test.each([
    ['my nhs number is 999 123 4567', 'nhsNumber', 'my nhs number is [NHS number removed]'],
    ['NHS 9434765919 please', 'nhsNumber', 'NHS [NHS number removed] please'],
    ['9 4 3 4 7 6 5 9 1 9', 'nhsNumber', '[NHS number removed]'],
    ['943-476-5919 or 943.476.5919', 'nhsNumber', '[NHS number removed] or [NHS number removed]'],
    ['ring 07700 900123 later', 'phone', 'ring [phone number removed] later'],
    ['07700900456', 'phone', '[phone number removed]'],
    ['077\u200b00 900\u200b456', 'phone', '[phone number removed]'],
    ['+44 (0)7700 900 789 anytime', 'phone', '[phone number removed] anytime'],
    ['(020) 7946 0958 after 6', 'phone', '[phone number removed] after 6'],
    ['01632 960222', 'phone', '[phone number removed]'],
    ['oh seven seven double oh, nine hundred, one two three', 'phone', '[phone number removed]'],
    ['write to jo.pike@example.com today', 'email', 'write to [email address removed] today'],
    ['I live in BX7 4QT', 'postcode', 'I live in [postcode removed]'],
    ['im in se99 1zz', 'postcode', 'im in [postcode removed]'],
    ['born 3.7.58', 'dateOfBirth', 'born [date of birth removed]'],
    ['DOB: 1949-11-02', 'dateOfBirth', 'DOB: [date of birth removed]'],
    ['date of birth fourteenth march nineteen sixty one', 'dateOfBirth', 'date of birth [date of birth removed]'],
    ['03/07/1958 (dob)', 'dateOfBirth', '[date of birth removed] (dob)'],
    ['my name is Joan Fletcher and I want help', 'name', 'my name is [name removed] and I want help'],
    ['my name is joan fletcher', 'name', 'my name is [name removed]'],
    ['my husband Alan is ill', 'name', 'my husband [name removed] is ill'],
    ['I saw Dr Patel today', 'name', 'I saw Dr [name removed] today'],
    ['patient: J. Smith', 'name', 'patient: [name removed]'],
    ['my NI number is QQ123456C', 'niNumber', 'my NI number is [National Insurance number removed]'],
    ['card 4111 1111 1111 1111', 'bankCard', 'card [bank card number removed]'],
    ['sort code 12-34-56', 'bankAccount', 'sort code [bank account removed]'],
    ['my car is AB12 CDE', 'carRegistration', 'my car is [car registration removed]'],
    ['password is Sunshine1961', 'password', 'password is [password removed]'],
    ['hospital number K0482913', 'hospitalNumber', 'hospital number [hospital number removed]'],
    ['I am at 14 Larkfield Close', 'address', 'I am at [address removed]'],
    ['o7700 9oo 518', 'phone', '[phone number removed]'],
    ['txt us on 07700 9 double 0 129', 'phone', 'txt us on [phone number removed]'],
    ['oh seven seven hundred, nine hundred, forty five six', 'phone', '[phone number removed]'],
    ['00353 1 555 0123 abroad', 'phone', '[phone number removed] abroad'],
    ['nine four three dash four seven six dash five nine one nine', 'nhsNumber', '[NHS number removed]'],
    ['943, 476, 5919', 'nhsNumber', '[NHS number removed]'],
    ['9\u200b434765919', 'nhsNumber', '[NHS number removed]'],
    ['\uff19\uff14\uff13 476 5919', 'nhsNumber', '[NHS number removed]'],
    ['unit no. 318 447', 'hospitalNumber', 'unit no. [hospital number removed]'],
    ['hosp num k 0 4 7 7 1 3 2', 'hospitalNumber', 'hosp num [hospital number removed]'],
    ['unit number H/662091', 'hospitalNumber', 'unit number [hospital number removed]'],
    ['my wristband says 7720184', 'hospitalNumber', 'my wristband says [hospital number removed]'],
    ['14.2.58 is my date of birth', 'dateOfBirth', '[date of birth removed] is my date of birth'],
    ["birthday's 9 Sept 1980", 'dateOfBirth', "birthday's [date of birth removed]"],
    ['b. 17/05/1969', 'dateOfBirth', 'b. [date of birth removed]'],
    ['priya.test92 @ example.com', 'email', '[email address removed]'],
    ['bob underscore smith at example dot com', 'email', '[email address removed]'],
    ["j.p.o'rourke@example.com", 'email', '[email address removed]'],
    ['postcode is ab1 2cd', 'postcode', 'postcode is [postcode removed]'],
    ['Z Z 9 9 3 W Z', 'postcode', '[postcode removed]'],
    ['it is Z Z nine nine, two A B', 'postcode', 'it is [postcode removed]'],
    ['to forty one Marigold Crescent please', 'address', 'to [address removed] please'],
    ['my nat ins is QQ-45-67-89-D', 'niNumber', 'my nat ins is [National Insurance number removed]'],
    ['4111 1111 1111 1112 I think', 'bankCard', '[bank card number removed] I think'],
    ['refund to 112233 44556677', 'bankAccount', 'refund to [bank account removed]'],
    ['a blue polo, AB51 XYZ', 'carRegistration', 'a blue polo, [car registration removed]'],
    ['my pin for the portal is 4471', 'password', 'my pin for the portal is [password removed]'],
    ['password letmein2020', 'password', 'password [password removed]'],
    ['passport 123456789', 'document', 'passport [passport or licence number removed]'],
    ['MORGA657054SM9IJ', 'document', '[passport or licence number removed]'],
    ['see facebook.com/joan.fletcher.example', 'profile', 'see [online profile removed]'],
    ['my insta is joan_f', 'profile', 'my insta is [online profile removed]'],
    ["i'm Kwame Testerson and ill", 'name', "i'm [name removed] and ill"],
    ["me name's Tracey Notreal", 'name', "me name's [name removed]"],
    ['patient: RUPINDER GHATAURA', 'name', 'patient: [name removed]'],
    ["our Liam's poorly", 'name', "our [name removed]'s poorly"],
    ['im mrs pretend', 'name', 'im mrs [name removed]'],
  ] as const)('%s', (text, kind, expected) => {
    const result = mask(text, options);
    expect(result.text).toBe(expected);
    expect(result.removed).toEqual([kind]);
  });
});

describe('what identifies nobody stays', () => {
  test.each([
    ...['ward 14, bed 6', '18 weeks', '62 day target', 'room 204', '1,250.00', 'my reference is SO-7K4P-2MXQ'],
    ...[
      'call 999',
      'call 112',
      'ring 111',
      '119',
      '101',
      'Samaritans 116 123',
      'text 85258',
      '18000',
      '18001',
      '0800 1111',
    ],
    ...[
      'ref letter dated 14/03/2026 says ask GP',
      'my appointment is on 14 March 2026 at 10.30',
      'PALS is 01632 960100',
    ],
    ...[
      'the helpline 0300 123 1053',
      'aged 67',
      'b4 2nd floor',
      'she was born 3 weeks ago',
      'stage 3',
      'T0 to T7, S03',
    ],
    ...[
      'my password is not working',
      'my mum is on the ward',
      'SE1 is my area',
      'it is 10/10',
      'Dr said no',
      'MY MUM IS ILL',
    ],
    ...[
      'B12 5mg a week',
      'his mrs goes out',
      'Staff here, no bed',
      'Our Trust',
      'I am Polish',
      'MR scan',
      'T1 2pm',
      'pin in my hip',
    ],
    ...[
      'ages 12, 14, 16, 18, 20',
      'one or two of them',
      'nine hundred and ninety nine',
      'I AM AT HOME AND ILL',
      'im @home',
    ],
    ...[
      'hospital number is 01632 960100',
      'the clinic number is 01632 960 100',
      'oh one six three two nine six oh one hundred',
    ],
  ])('%s', (text) => {
    expect(mask(text, options)).toEqual({ text, removed: [] });
  });
});

const PHRASES = join(__dirname, '../../understanding/en/phrases');
const phrases = readdirSync(PHRASES).flatMap((file) =>
  readFileSync(join(PHRASES, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      z.object({ text: z.string(), label: z.string(), pii: z.array(z.string()).optional() }).parse(JSON.parse(line)),
    ),
);

describe('the phrases', () => {
  const personal = phrases.filter(({ label, pii }) => label === 'personal_info' || (pii ?? []).length > 0);
  const others = phrases.filter((phrase) => !personal.includes(phrase));

  it('of every kind of personal information at least 98 in 100 are found', () => {
    const kinds = personal.flatMap(({ text, pii = [] }) =>
      pii.map((kind) => mask(text, options).removed.some((removed) => removed === kind)),
    );
    expect(kinds.length).toBeGreaterThan(200);
    expect(kinds.filter(Boolean).length / kinds.length).toBeGreaterThanOrEqual(0.98);
  });

  it('that identify nobody are masked once in 100 at most', () => {
    expect(others.length).toBeGreaterThan(5000);
    const masked = others.filter(({ text }) => mask(text, options).removed.length > 0);
    expect(masked.length / others.length).toBeLessThanOrEqual(0.01);
  });

  it('say at least as much danger masked as they did before', () => {
    for (const { text } of phrases) {
      const { text: without, removed } = mask(text, options);
      if (removed.length === 0) continue;
      expect(scan(without)).toMatchObject({ tier: scan(text).tier, certainty: scan(text).certainty });
    }
  });
});

const fragments = [
  ...[
    'no chest pain',
    'I can not breathe',
    'he is unconscious',
    'I want to die',
    'getting worse',
    'on the ward',
    'call 999',
  ],
  ...[
    '07700 900123',
    '999 123 4567',
    'jo@example.com',
    'BX7 4QT',
    'dob',
    '3.7.58',
    'my name is',
    'Joan',
    'Chest Pain',
    'Mr',
  ],
  ...['my husband', 'Hits Me', 'password is', 'overdose', 'Stabbed', 'card', '4111 1111 1111 1111', 'car', 'AB12 CDE'],
  ...[
    '14 Larkfield Close',
    '999',
    '112',
    'last year',
    'but',
    'not',
    'if',
    '.',
    ',',
    '\n',
    '[phone number removed]',
    'born',
  ],
  ...['12-34-56', '12345678', 'sort code', 'hospital number', 'K0482913', 'Kill', 'Myself', 'called', 'oh seven seven'],
];
const message = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 14 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...fragments), { maxLength: 10 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

describe('properties', () => {
  it('masking again changes nothing', () => {
    fc.assert(
      fc.property(message, (text) => masked(masked(text)) === masked(text)),
      { numRuns: 1500 },
    );
  });

  it('masking never hides what the scan finds', () => {
    fc.assert(
      fc.property(message, (text) => {
        const before = hitsOf(text);
        const after = hitsOf(masked(text));
        const certainAfter = new Set(after.filter((hit) => hit.certainty === 'certain').map(({ rule }) => rule.id));
        expect(new Set(scan(masked(text)).rules)).toEqual(new Set([...scan(masked(text)).rules, ...scan(text).rules]));
        for (const { rule, certainty } of before) if (certainty === 'certain') expect(certainAfter).toContain(rule.id);
      }),
      { numRuns: 1500 },
    );
  });

  it('a public number in any spacing is never masked, and no other number is taken for it', () => {
    expect(masked('01632960100 and 0 1632 960-100 and +44 1632 960100')).toBe(
      '01632960100 and 0 1632 960-100 and +44 1632 960100',
    );
    expect(masked('01632 960101')).toBe('[phone number removed]');
    const abroad = { publicNumbers: ['+44 1632 960100'] };
    expect(mask('ring 01632 960100', abroad).removed).toEqual([]);
  });
});

describe("the Trust's own hospital numbers", () => {
  const own = { publicNumbers: ['01632 960 100'], hospitalNumbers: ['999/999A', '9999999'] };

  it.each(['my number is 482/917k', '482 917K it says', 'see 482917K', 'on the label 4829173'])('%s', (text) => {
    expect(mask(text, own).removed).toEqual(['hospitalNumber']);
  });

  it.each(['ward 14', 'bed 6', '18 weeks', 'room 204', '1,250.00', '62 day'])('is not %s', (text) => {
    expect(mask(text, own)).toEqual({ text, removed: [] });
  });
});
