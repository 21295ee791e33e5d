/** How it is written: every line of the bot's own, in every voice, as a person would see it. */
import { en } from '../../locales/en';
import { flatten } from '../../locales/wordFiles';
import { loadProfile } from '../../trust/loadProfile';
import { trustValues } from '../../trust/values';

const known = trustValues(loadProfile('trust/example/profile.json')).texts;
/** The Trust's page is the Trust's own writing. */
const lines = [...flatten(en)].filter(([id]) => !/^page:.*\.exact$/.test(id) && !id.endsWith('.href'));
const filled = (text: string): string => text.replaceAll(/{{\s*(\w+)\s*}}/g, (_, name: string) => known[name] ?? name);

const sentencesOf = (text: string): string[] => filled(text).split(/(?<=[.?!:])\s+/);
const wordsOf = (sentence: string): string[] => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
/** Each line that breaks a rule, with its id, so that a failure says which. */
const broken = (rule: (text: string, id: string) => boolean): string[] =>
  lines.filter(([id, text]) => !rule(filled(text), id)).map(([id, text]) => `${id}: ${text}`);

test('there are lines to read', () => {
  expect(lines.length).toBeGreaterThan(400);
});

test('a sentence has at most 20 words', () => {
  expect(
    broken((text, id) => /^page:/.test(id) || sentencesOf(text).every((one) => wordsOf(one).length <= 20)),
  ).toEqual([]);
});

test('a plain text of the page has sentences of at most 20 words too', () => {
  const long = lines
    .filter(([id]) => id.startsWith('page:'))
    .filter(([, text]) => sentencesOf(text).some((one) => wordsOf(one).length > 20));
  expect(long).toEqual([]);
});

test('a line has at most 60 words', () => {
  expect(broken((text) => wordsOf(text).length <= 60)).toEqual([]);
});

test('a label has at most 60 characters', () => {
  const isLabel = (id: string) => /\.(answers|label|carryOn)[._]?|\.label$|^offers:/.test(id);
  expect(lines.filter(([id]) => isLabel(id)).length).toBeGreaterThan(150);
  expect(broken((text, id) => !isLabel(id) || text.length <= 60)).toEqual([]);
});

// The window's title is read by machines and by screen readers.
test('a title has at most 60 characters', () => {
  expect(broken((text, id) => !/\.title(_\w+)?$/.test(id) || id === 'ui:page.title' || text.length <= 60)).toEqual([]);
});

test.each([
  ['clinician', /\bclinicians?\b/i],
  ['eg, ie and etc', /\b(eg|ie|etc|e\.g|i\.e)\b/i],
  ['drugs', /\bdrugs?\b/i],
  ['x-ray', /x-rays?\b/],
  ['A and E, or ER', /\b(A and E|A & E|emergency room|casualty)\b/],
  ['passed away', /\bpass(ed|es|ing) away\b/i],
  ['telephone', /\btelephone/i],
  ['metaphors', /\b(journey|battle|fight|fighting|roadmap|touch base|reach out|in the loop|at the end of the day)\b/i],
  ['understanding what nobody can', /\bI (understand|know) how you feel\b/i],
  ['please be advised', /\b(be advised|in order to|prior to|utilise|commence)\b/i],
])('nothing says %s', (_, pattern) => {
  expect(broken((text) => !pattern.test(text))).toEqual([]);
});

test.each([
  ['help is on its way', /\b(help|someone|an advisor|we) (is|are|am)( now)? (on (its|the|their|our) way|coming)\b/i],
  [
    'we will call, write or come',
    /\b(we|I|PALS|an advisor|someone|they|the team)('ll| will)( now| soon| then)? (call|phone|ring|contact|email|write|reply|answer|text|come|be with|get back|send|help|fix|sort)\b/i,
  ],
  ['will not be long', /\b(won't|will not) be long\b/i],
  ['a guarantee', /\b(guarantee|promise|definitely|always get|rarely refuse|never refuse)\b/i],
  ['it is safe', /(?<!if )\b(it is safe to|you are safe|do not worry|don't worry|nothing to worry)\b/i],
])('nothing promises or implies: %s', (_, pattern) => {
  expect(broken((text) => !pattern.test(text))).toEqual([]);
});

test('NHS 111 online is never the only way, and is never for a child under 5', () => {
  const said = lines.filter(([, text]) => text.includes('111 online')).map(([id]) => id);
  expect(said).toEqual(
    ['how', 'under5', 'contacts.online.label'].map(
      (path) => `signposting:E-111.${path.includes('.') ? path : `lines.${path}`}`,
    ),
  );
});

test('times are 9am and 5:30pm, and quotation marks and dashes are plain', () => {
  expect(broken((text) => !/\b\d{1,2}:\d\d\b/.test(text))).toEqual([]);
  expect(broken((text) => !/\b\d{1,2} (am|pm)\b|\b\d{1,2}:00/i.test(text))).toEqual([]);
  expect(broken((text, id) => id.startsWith('page:') || !/[‘’“”–—…]/.test(text))).toEqual([]);
});

test('nothing shouts, and nothing has two spaces or a space at an end', () => {
  expect(broken((text) => !/!/.test(text) && !/ {2}|^ | $|\n/.test(text))).toEqual([]);
});

test('no timings of the Mental Health Act are said', () => {
  const said = lines.filter(([id]) => /E-SOAD|mentalHealthAct/.test(id));
  expect(said.length).toBeGreaterThan(3);
  expect(said.filter(([, text]) => /\d|\b(month|week|day|hour)s?\b/i.test(text))).toEqual([]);
});

/** The lines that code fills in, and with what; everything else comes from the Trust profile. */
const FILLED_BY_CODE: Readonly<Record<string, readonly string[]>> = {
  'signposting:E-PALS-HOURS.items.hours': ['days', 'times'],
  'signposting:E-PALS-HOURS_staff.items.hours': ['days', 'times'],
  'deskCase:off.by': ['who', 'time', 'day'],
  'hours:am': ['clock'],
  'hours:pm': ['clock'],
  'hours:span': ['from', 'to'],
  'hours:twoSpans': ['first', 'second'],
  'hours:twoDays': ['first', 'last'],
  'hours:days': ['first', 'last'],
  'bot:personalInfo.kinds': ['kinds'],
  'bot:handover.opens': ['time', 'day'],
  'bot:handover.closes': ['time'],
  'handover:place.ahead': ['count'],
  'errors:desk.takenBy': ['name', 'time', 'day'],
  'deskCase:reason.scan': ['rule'],
  'deskCase:alert.title.notPickedUp': ['tier'],
  'deskCase:alert.title.notAnswered': ['tier'],
  'deskCase:alert.at': ['time', 'day'],
  'deskCase:teams.new': ['tier'],
  'deskCase:teams.overdue': ['tier'],
  'deskCase:teams.has': ['name', 'time', 'day'],
  'deskCase:teams.isYours': ['reference'],
  'deskCase:teams.oneAtATime': ['reference'],
  'deskCase:teams.yours': ['reference'],
  'deskCase:teams.earlier': ['count'],
  'deskCase:teams.spoke': ['who', 'time'],
  'deskCase:teams.advisor': ['name'],
  'deskCase:teams.removed': ['kinds'],
  'deskCase:teams.over': ['reference'],
  'deskCase:teams.overBy': ['name'],
  'deskCase:teams.wasRemoved': ['kinds'],
  'handover:reason.outcome': ['title'],
  'handover:reason.question': ['ask'],
  'deskCase:status.pickedUp': ['advisor'],
  'bot:didYouMean.one': ['label'],
  'bot:noted.answer': ['ask', 'answer'],
  'deskCase:status.joined': ['advisor'],
  'deskCase:status.onPhone': ['advisor'],
  'deskCase:status.phoneEnded': ['advisor'],
  'deskCase:status.handedOver': ['advisor'],
  'deskCase:status.replaced': ['advisor'],
  'deskCase:opening.openUntil': ['time', 'day'],
  'deskCase:opening.opens': ['time', 'day'],
  'deskCase:report.rating': ['rating'],
  'questions:title': ['heading'],
  'questions:errorTitle': ['title'],
  'questions:messages.advisor': ['name'],
  'leaflet:how.urgent': ['number'],
  'leaflet:how.pals': ['number'],
  'leaflet:number': ['number'],
  'leaflet:goTo': ['number'],
  'leaflet:thenGoTo': ['number', 'then'],
  'leaflet:backThen': ['then'],
};

const filledByCode = (id: string): readonly string[] => {
  // A line of a case's history is filled in from the history.
  if (id.startsWith('deskCase:history.')) return ['who', 'to', 'reason', 'rule', 'until', 'outcome'];
  return /^handover:(status|closed)\./.test(id) ? ['advisor'] : (FILLED_BY_CODE[id] ?? []);
};

test('every placeholder has a value: from the Trust profile, or from the code that says the line', () => {
  const missing = [...flatten(en)].flatMap(([id, text]) =>
    [...text.matchAll(/{{\s*(\w+)\s*}}/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !(name in known) && !filledByCode(id).includes(name))
      .map((name) => `${id}: {{${name}}}`),
  );
  expect(missing).toEqual([]);
});

test('a voice of its own says something else than the plain line', () => {
  const strings = flatten(en);
  const same = lines.filter(
    ([id, text]) => /_(family|staff)$/.test(id) && strings.get(id.replace(/_(family|staff)$/, '')) === text,
  );
  expect(same.map(([id]) => id)).toEqual([]);
});
