/** The accessibility statement says what tests show: each claim has one that is there, and runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { renderAccessibilityPage } from '../../channels/pages/accessibilityPage';
import claims from '../../channels/pages/accessibilityClaims.json';
import words from '../../locales/en/accessibility.json';
import { exampleWords } from '../exampleWords';
import { root, runningTests } from './namedTests';

const html = renderAccessibilityPage(exampleWords(), { style: '/a.css', script: '/a.js', icon: '/a.svg' }).replaceAll(
  '&quot;',
  '"',
);

test('each claim of the statement has a test, and each test is for a claim', () => {
  expect(new Set(claims.map(({ claim }) => claim))).toEqual(new Set(Object.keys(words.claims.list)));
});

test.each(claims)('$claim: "$name" is a test of $file, and runs', ({ file, name }) => {
  expect(existsSync(join(root, file))).toBe(true);
  expect(runningTests(file)).toContain(name);
});

test('the page says every claim, and everything that does not work yet', () => {
  for (const sentence of [...Object.values(words.claims.list), ...Object.values(words.gaps.list)])
    expect(html).toContain(sentence);
});

test('it has what the law asks for: how far it complies, another format, how to tell, who enforces it, and when it was prepared', () => {
  for (const id of ['status', 'gaps', 'format', 'problem', 'enforcement', 'prepared'] as const)
    expect(html).toContain(`>${words[id].title}</h2>`);
  expect(html).toContain('partially compliant');
  expect(html).toContain('href="tel:02079460000"');
  expect(html).toContain('href="mailto:pals@example.org"');
  expect(html).toContain('href="https://www.equalityadvisoryservice.com/"');
  expect(html).not.toMatch(/accessibility:|ui:|undefined|\{\{/);
});
