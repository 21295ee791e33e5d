/** `npm run chat`, as a developer uses it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const talk = (lines: readonly string[], ...options: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/run.mjs', 'chat', ...options], {
    cwd: join(__dirname, '../..'),
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

test('a patient reaches an outcome by number and by words, and an emergency comes first', () => {
  const said = talk(['1', 'not in hospital, not getting worse', '5', 'no', 'I cannot breathe']);
  expect(said).toContain('[askTeam, T7]');
  expect(said).toMatch(/\[scan: T0, certain\]\s+Call 999 or go to A&E now/);
});

test('what is personal is shown as it would be kept', () => {
  const said = talk(['my number is 07700 900123']);
  expect(said).toContain('[kept as: my number is [phone number removed]]');
  expect(said).not.toContain('900123');
});

test('staff are asked the staff questions', () => {
  expect(talk(['2'], '--staff')).toMatch(/\[staffStart, T7\][\s\S]*\[staff\w+, T\d\]/);
});
