/** Who is unhappy, and who asks for a person; and who is neither. The rules' own examples, and messages beside them. */
import data from '../../understanding/en/mood.json';
import { trained } from '../../understanding/model/trained';
import { readMood } from '../../understanding/mood';
import { scan } from '../../understanding/safety';

describe('each rule', () => {
  const rules = [
    ...data.unhappy.map((rule) => ({ ...rule, kind: 'unhappy' as const })),
    ...data.person.map((rule) => ({ ...rule, kind: 'person' as const })),
  ];
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s finds its examples, and not its counter-examples',
    (id, rule) => {
      for (const text of rule.examples)
        expect([text, readMood(text)[rule.kind]]).toEqual([text, expect.arrayContaining([id])]);
      for (const text of rule.counterExamples)
        expect([text, readMood(text)[rule.kind]]).not.toEqual([text, expect.arrayContaining([id])]);
    },
  );

  it('says something general: no entry has more than six words', () => {
    const long = rules.flatMap(({ matches, unless }) =>
      [...matches, ...(unless ?? [])].filter((entry) => entry.split(' ').length > 6),
    );
    expect(long).toEqual([]);
  });
});

it.each([
  "I'm unhappy with my diagnosis",
  "I don't agree with the consultant",
  'I would like a different treatment',
  'not happy with the diagnosis, can someone else read the scan',
  'how long will it take',
  'thank you, that was helpful',
])('the subject itself is no unhappiness: %s', (text) => {
  expect(readMood(text, trained).unhappy).toEqual([]);
});

it.each([
  ['STILL WAITING FOR ANYBODY TO RING ME BACK', 'capitals'],
  ['I am so angry. Nobody listens and I want to complain', 'complaint'],
  ['will they hold it against me if I ask', 'fearOfConsequences'],
])('%s: %s', (text, reason) => {
  expect(readMood(text, trained).unhappy).toContain(reason);
});

it.each(['can someone ring me', 'I want to talk to a real person', 'is anyone there', 'need a BSL interpreter'])(
  'a person is asked for: %s',
  (text) => {
    expect(readMood(text, trained).person).not.toEqual([]);
  },
);

it('whoever writes of a death is not asked whether the person is in hospital now', () => {
  expect(scan('my mum passed away on the ward and nobody told us').tier).toBeNull();
});
