import { hiddenCode, readReturnCode, ReturnCodes, withoutSecret } from '../../handover/returnCode';
import { newReference } from '../../handover/reference';

const codes = new ReturnCodes(['the key of today']);

test('a code is read however it was typed or heard', () => {
  const code = { reference: 'SO-7K4P-2MXQ', secret: 'ABCD-EFGH' };
  for (const typed of [
    'SO-7K4P-2MXQ-ABCD-EFGH',
    'so-7k4p-2mxq-abcd-efgh',
    ' SO 7K4P 2MXQ ABCD EFGH ',
    'so7k4p2mxqabcdefgh',
    'S0-7K4P-2MXQ-ABCD-EFGH',
    '50 7k4p 2mxq abcd efgh',
    '7K4P-2MXQ-ABCD-EFGH',
    'SO–7K4P–2MXQ — ABCD.EFGH',
  ]) {
    expect([typed, readReturnCode(typed)]).toEqual([typed, code]);
  }
});

test('what is no code is none', () => {
  for (const typed of [
    '',
    'SO-7K4P-2MXQ',
    'SO-7K4P-2MXQ-ABCD-EFG',
    'SO-7K4P-2MXQ-ABCD-EFGHJ',
    hiddenCode('SO-7K4P-2MXQ'),
    'hello',
    'A'.repeat(10_000),
  ]) {
    expect(readReturnCode(typed)).toBeNull();
  }
});

const opens = (one: ReturnCodes, code: string, conversation: string | null): boolean => {
  const read = readReturnCode(code);
  return read !== null && one.opens(read, conversation);
};

test('a code opens its own chat and no other, and looks like no other', () => {
  const references = Array.from({ length: 200 }, newReference);
  const made = references.map((reference) => codes.codeOf(reference, 'one'));
  expect(new Set(made.map((code) => code.slice(-9))).size).toBe(200);
  made.forEach((code, nth) => {
    expect(code).toMatch(/^SO(-[2-9A-HJKMNP-TW-Z]{4}){4}$/);
    expect(opens(codes, code, 'one')).toBe(true);
    expect(opens(codes, code, 'two')).toBe(false);
    expect(opens(codes, code, null)).toBe(false);
    expect(opens(codes, `${references[(nth + 1) % 200] ?? ''}${code.slice(12)}`, 'one')).toBe(false);
  });
  // Nobody knows the chat of a reference that there is not: its code opens nothing all the same.
  expect(opens(codes, codes.codeOf('SO-7K4P-2MXQ', ''), null)).toBe(false);
});

test('a new key makes new codes, and those of the old one open for as long as it is named', () => {
  const old = codes.codeOf('SO-7K4P-2MXQ', 'one');
  const both = new ReturnCodes(['the key of tomorrow', 'the key of today']);
  expect(both.codeOf('SO-7K4P-2MXQ', 'one')).not.toBe(old);
  expect(opens(both, old, 'one')).toBe(true);
  expect(opens(both, both.codeOf('SO-7K4P-2MXQ', 'one'), 'one')).toBe(true);
  expect(opens(new ReturnCodes(['the key of tomorrow']), old, 'one')).toBe(false);
});

test('what is hidden is filled in for the conversation that it stands in, and nothing else is', () => {
  const code = codes.codeOf('SO-7K4P-2MXQ', 'one');
  const hidden = `Your code: ${hiddenCode('SO-7K4P-2MXQ')}. Reference: SO-7K4P-2MXQ`;
  expect(codes.reveal(hidden, 'one')).toBe(`Your code: ${code}. Reference: SO-7K4P-2MXQ`);
  expect(codes.reveal(hidden, 'two')).not.toContain(code);
  expect(codes.reveal('nothing -****-**** here', 'one')).toBe('nothing -****-**** here');
});

test('the secret is taken out of what somebody wrote, and ordinary words are left', () => {
  expect(withoutSecret('it is SO-7K4P-2MXQ-ABCD-EFGH ok')).toBe('it is SO-7K4P-2MXQ ok');
  expect(withoutSecret('7k4p 2mxq abcd efgh')).toBe('7k4p 2mxq');
  expect(withoutSecret('they were made that same week')).toBe('they were made that same week');
});
