import fc from 'fast-check';
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
  ])('%s', (text) => {
    expect(mask(text, options)).toEqual({ text, removed: [] });
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
        const certainAfter = new Set(after.filter((hit) => hit.certain).map(({ rule }) => rule.id));
        expect(new Set(scan(masked(text)).rules)).toEqual(new Set([...scan(masked(text)).rules, ...scan(text).rules]));
        for (const { rule, certain } of before) if (certain) expect(certainAfter).toContain(rule.id);
      }),
      { numRuns: 1500 },
    );
  });

  it('a public number in any spacing is never masked, and no other number is taken for it', () => {
    expect(masked('01632960100 and 0 1632 960-100 and +44 1632 960100')).toBe(
      '01632960100 and 0 1632 960-100 and +44 1632 960100',
    );
    expect(masked('01632 960101')).toBe('[phone number removed]');
  });
});
