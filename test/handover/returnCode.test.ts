import { hashReturnCode, isSameHash, newReturnCode, readReturnCode } from '../../handover/returnCode';

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
    'hello',
    'A'.repeat(10_000),
  ]) {
    expect(readReturnCode(typed)).toBeNull();
  }
});

test('a new code is read back, never the same, and its hash gives nothing away', () => {
  const codes = Array.from({ length: 200 }, newReturnCode);
  expect(new Set(codes.map(({ code }) => code)).size).toBe(200);
  for (const { reference, code, hash } of codes) {
    const read = readReturnCode(code);
    expect(read?.reference).toBe(reference);
    expect(read && hashReturnCode(read)).toBe(hash);
    expect(hash).not.toContain(read?.secret ?? 'x');
    // No letter that is mistaken for another one.
    expect(code.slice(3)).not.toMatch(/[O0I1LUV]/);
  }
});

test('the reference is part of the hash, and hashes are compared whole', () => {
  const secret = 'ABCD-EFGH';
  const one = hashReturnCode({ reference: 'SO-2222-2222', secret });
  expect(one).not.toBe(hashReturnCode({ reference: 'SO-3333-3333', secret }));
  expect(isSameHash(one, one)).toBe(true);
  expect(isSameHash(one, one.slice(1))).toBe(false);
  expect(isSameHash(one, '')).toBe(false);
});
