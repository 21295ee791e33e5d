/** Two advisors, a supervisor and people in chats, each through their own endpoint. */
import { casesSchema, saidResultSchema } from '../../channels/desk/wire';
import { Person, runService, type RunningService } from '../directLine/service';
import { Advisor, codeIn, newId, refusalOf } from './advisor';

let running: RunningService;
let asha: Advisor;
let ben: Advisor;
let sam: Advisor;

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  ben = await asha.colleague('Ben Okafor');
  sam = await asha.colleague('Sam Lee', 'supervisor');
});
afterAll(() => running.dispose());

/** Somebody who has asked for PALS, and the reference that they were given. */
async function somebodyWaits(first?: string): Promise<{ person: Person; reference: string }> {
  const known = new Set((await asha.cases('all')).map((one) => one.reference));
  const person = await Person.start(running.base);
  if (first !== undefined) await person.ask(first);
  await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const raised = (await asha.cases('all')).find((one) => !known.has(one.reference));
  if (raised === undefined) throw new Error('no case was raised');
  return { person, reference: raised.reference };
}
const textsOf = async (person: Person): Promise<string> =>
  (await person.read()).activities.map(({ text }) => text).join('\n');

test('two advisors pick up at once: one has it, the other reads who, and since when', async () => {
  const { reference } = await somebodyWaits();
  const answers = await Promise.all([asha.move(reference, 'pickUp'), ben.move(reference, 'pickUp')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers[0].status === 200 ? asha : ben;
  const lost = refusalOf(answers[0].status === 409 ? answers[0] : answers[1]);
  expect(lost.error.code).toBe('taken');
  expect(lost.error.message).toMatch(
    new RegExp(`^${winner.name} has had this case since \\d+(:\\d\\d)?[ap]m on \\w+day \\d+ \\w+\\.$`),
  );
  expect(lost.case?.holder).toEqual({ id: winner.id, name: winner.name });
  expect(Date.parse(lost.heldSince ?? '')).toBeGreaterThan(0);
  expect((await winner.cases('mine')).map((one) => one.reference)).toContain(reference);
  expect((await winner.cases('waiting')).map((one) => one.reference)).not.toContain(reference);
});

test('the case tells who asks, why now, what was said, and what each advisor may do', async () => {
  const { person, reference } = await somebodyWaits('I have chest pain and my email is jo@example.org');
  const waiting = await asha.cases('waiting');
  expect(waiting[0]).toMatchObject({ reference, tier: 'T0', tierLabel: 'Emergency', urgent: true });
  expect(waiting[0]?.why).toMatch(/^Wrote something urgent/);
  const before = await asha.detail(reference);
  expect(before).toMatchObject({ state: 'waiting', moves: ['pickUp', 'close'], maySay: false, heldSince: null });
  expect(before.lines).toContainEqual({ id: 'who', label: 'Who is asking', value: 'The patient' });
  expect(before.reasons.map(({ label }) => label).join()).toMatch(/Wrote something urgent \(rule T0\.\w+\)/);
  expect(before.procedure?.title).toBe('Emergency: do this now');
  expect(before.procedure?.steps.length).toBeGreaterThan(3);
  expect(before.said.map(({ id }) => id)).toContain('E-999');
  expect(before.maskedKinds).toContainEqual({ id: 'email', label: 'email address' });

  const lines = await asha.transcript(reference);
  const written = lines.find(({ kind, from }) => from === 'person' && kind === 'text');
  expect(written).toMatchObject({ alert: { tier: 'T0', certainty: 'certain' }, removed: ['email address'] });
  expect(JSON.stringify(lines)).not.toContain('jo@example.org');

  await asha.does(reference, 'pickUp');
  expect((await asha.detail(reference)).moves).toEqual(['join', 'handOver', 'release', 'handBack', 'close']);
  expect((await ben.detail(reference)).moves).toEqual([]);
  expect((await sam.detail(reference)).moves).toEqual(['handOver', 'release', 'takeOver', 'close']);
  expect(await textsOf(person)).toContain('Asha Rao from PALS is reading');
});

test('somebody who writes of an emergency while they wait is an emergency, with the rule', async () => {
  const { person, reference } = await somebodyWaits();
  expect(await asha.detail(reference)).toMatchObject({ tier: 'T6', why: 'Asked for PALS', procedure: null });
  await person.ask('I cannot breathe');
  const urgent = await asha.detail(reference);
  expect(urgent).toMatchObject({ tier: 'T0', urgent: true });
  expect(urgent.why).toMatch(/^Wrote something urgent \(rule T0\.\w+\)$/);
  expect(urgent.procedure?.title).toBe('Emergency: do this now');
  expect((await asha.history(reference)).join()).toContain('The person wrote something urgent (rule T0.');
});

test('what the person takes out of their request is in nothing that the desk is sent', async () => {
  const { person, reference } = await somebodyWaits();
  await person.ask({ label: 'x', action: { handover: 'takeOut', line: 'why', out: true } });
  const detail = await asha.detail(reference);
  expect(detail).toMatchObject({ takenOut: 1, why: null, reasons: [] });
  expect(detail.lines.map(({ id }) => id)).not.toContain('why');
});

test('a wish that was taken back is read nowhere', async () => {
  const { person, reference } = await somebodyWaits();
  await person.ask({ label: 'Carry on', action: { at: 'handoverByPhone', carryOn: true } });
  const wish = { handover: 'wish' } as const;
  await person.ask({ label: 'I want to see the zebra clinic', action: wish });
  await person.ask({ label: 'I want my scan explained', action: wish });
  const lines = await asha.transcript(reference);
  expect((await asha.detail(reference)).wish).toBe('I want my scan explained');
  expect(JSON.stringify(lines)).not.toContain('zebra');
  expect(lines.filter(({ text }) => text === 'Wrote what they want to happen.')).toHaveLength(2);
});

test('words go both ways, once each; a note goes nowhere', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  const clientId = newId();
  const first = await asha.says(reference, 'Hello. I am here now.', clientId);
  expect(first.map(({ kind, text }) => [kind, text])).toEqual([
    ['status', 'Asha Rao joined the chat.'],
    ['text', 'Hello. I am here now.'],
  ]);
  const again = await asha.says(reference, 'Hello. I am here now.', clientId);
  expect(again.map(({ seq }) => seq)).toEqual([first[1]?.seq]);
  const other = await asha.say(reference, 'Something else', clientId);
  expect([other.status, refusalOf(other).error.code]).toEqual([409, 'conflict']);

  await person.say('Thank you. My ward is 14.');
  expect((await asha.post(`/cases/${reference}/notes`, { text: 'A very private note' })).status).toBe(200);
  const lines = await asha.transcript(reference);
  expect(lines.filter(({ text }) => text === 'Hello. I am here now.')).toHaveLength(1);
  expect(lines.map(({ from, text }) => `${from}: ${text}`)).toContain('person: Thank you. My ward is 14.');
  expect((await asha.detail(reference)).unread).toBe(true);
  expect((await asha.post(`/cases/${reference}/read`)).status).toBe(200);
  expect((await asha.detail(reference)).unread).toBe(false);

  expect(await textsOf(person)).toContain('Hello. I am here now.');
  expect(await textsOf(person)).not.toContain('private note');
  expect(JSON.stringify(lines)).not.toContain('private note');
  expect(JSON.stringify((await ben.get(`/cases/${reference}/notes`)).body)).toContain('A very private note');

  const refused = await ben.say(reference, 'Me too');
  expect([refused.status, refusalOf(refused).error.code]).toEqual([409, 'taken']);
});

test('handed over, accepted, taken over, handed back and closed: each is told in the chat and kept in the history', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  await asha.does(reference, 'join');
  const toNobody = await asha.move(reference, 'handOver', { to: 'nobody' });
  expect([toNobody.status, refusalOf(toNobody).error.code]).toEqual([409, 'colleagueNotHere']);
  expect((await asha.move(reference, 'handOver')).status).toBe(400);
  await asha.does(reference, 'handOver', { to: ben.id });
  expect((await ben.cases('mine')).map((one) => one.reference)).toContain(reference);
  await ben.does(reference, 'accept');
  await ben.says(reference, 'Ben here.');
  const old = await asha.detail(reference);
  await sam.does(reference, 'takeOver');
  const stale = await sam.move(reference, 'close', { reason: 'answered', version: old.version });
  expect([stale.status, refusalOf(stale).error.code]).toEqual([409, 'changed']);
  expect((await ben.move(reference, 'handBack')).status).toBe(409);
  await sam.does(reference, 'handBack');
  await asha.does(reference, 'pickUp');
  expect((await asha.move(reference, 'close')).status).toBe(400);
  const closed = await asha.does(reference, 'close', { reason: 'answered' });
  expect(closed).toMatchObject({ state: 'closed', closeReason: 'answered', moves: [], maySay: false });
  expect((await asha.say(reference, 'One more thing')).status).toBe(409);
  expect((await asha.move(reference, 'pickUp')).status).toBe(409);

  expect(await asha.history(reference)).toEqual([
    'Raised.',
    'Put in the queue.',
    'Asha Rao picked it up.',
    'Asha Rao joined the chat.',
    'Asha Rao handed it to Ben Okafor.',
    'Ben Okafor accepted it.',
    'Ben Okafor joined the chat.',
    'Sam Lee took it over.',
    'Sam Lee handed it back to the assistant.',
    'Asha Rao picked it up.',
    'Asha Rao closed it: Answered.',
  ]);
  const chat = await textsOf(person);
  for (const told of ['Asha Rao from PALS is here', 'Ben Okafor from PALS now has', 'Sam Lee from PALS now has'])
    expect(chat).toContain(told);
});

test('set aside until a time that is to come, and taken back', async () => {
  const { reference } = await somebodyWaits();
  const past = await asha.post(`/cases/${reference}/aside`, { until: new Date(Date.now() - 1000).toISOString() });
  expect(past.status).toBe(400);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await asha.post(`/cases/${reference}/aside`, { until })).status).toBe(200);
  expect((await ben.detail(reference)).asideUntil).toBe(until);
  expect((await asha.post(`/cases/${reference}/aside`, { until: null })).status).toBe(200);
  expect((await asha.history(reference)).slice(-2)).toEqual([
    expect.stringMatching(/^Asha Rao set it aside until .+day \d+ \w+\.$/),
    'It came back from being set aside.',
  ]);
});

test('personal information is taken out of a note and of a reply before it is stored, and the advisor is told', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  const note = await asha.post(`/cases/${reference}/notes`, {
    text: 'Rang on 07700 900123, NHS 943 476 5919. Ward 14 knows.',
  });
  expect(note.body).toMatchObject({
    notes: [{ text: 'Rang on [phone number removed], NHS [NHS number removed]. Ward 14 knows.' }],
    removed: [
      { id: 'phone', label: 'phone number' },
      { id: 'nhsNumber', label: 'NHS number' },
    ],
  });
  // A reply says whom to phone and to ask for; what identifies the person stays out.
  const text = 'Phone  Sister Jones on 020 7946 0123 or pals@example.org. Your NHS number is 943 476 5919.';
  const clientId = newId();
  const said = saidResultSchema.parse((await asha.say(reference, text, clientId)).body);
  const masked = 'Phone Sister Jones on 020 7946 0123 or pals@example.org. Your NHS number is [NHS number removed].';
  expect(said).toMatchObject({ removed: [{ id: 'nhsNumber' }] });
  expect(said.lines.at(-1)?.text).toBe(masked);
  expect(saidResultSchema.parse((await asha.say(reference, text, clientId)).body).lines.at(-1)?.text).toBe(masked);
  expect(await textsOf(person)).toContain(masked);
  const plain = 'Two  spaces, and “quotes” – as written';
  expect(saidResultSchema.parse((await asha.say(reference, plain)).body)).toMatchObject({
    removed: [],
    lines: [{ text: plain }],
  });
  expect(running.stored()).not.toContain('943 476 5919');
});

test('the lists come page by page, with counts of all', async () => {
  const refused = await asha.get('/cases?list=waiting&after=SO-9999-9999');
  expect(refused.status).toBe(400);
  const { next, counts, cases } = casesSchema.parse((await asha.get('/cases?list=waiting')).body);
  expect([next, counts.waiting]).toEqual([null, cases.length]);
  const after = cases.at(0)?.reference ?? '';
  const rest = casesSchema.parse((await asha.get(`/cases?list=waiting&after=${after}`)).body);
  expect(rest.cases.map(({ reference }) => reference)).toEqual(cases.slice(1).map(({ reference }) => reference));
  expect(rest.counts).toEqual(counts);
});

test('a case is found by its reference as it is said, and by words of the chat and of notes', async () => {
  const { person, reference } = await somebodyWaits();
  await person.ask('My question is about the zebra clinic');
  const found = async (words: string): Promise<string> => JSON.stringify((await asha.post('/search', { words })).body);
  expect(await found(reference.toLowerCase().replaceAll('-', ' '))).toContain(reference);
  expect(await found(reference.slice(3))).toContain(reference);
  expect(await found('zebra')).toContain(reference);
  expect(await found('zeb clin')).toContain(reference);
  expect(await found('"zebra" OR *')).toContain('"cases":[');
  expect(await found('giraffe')).not.toContain(reference);
});

test('whoever signs out lets go of what they have, and the person is told', async () => {
  const dora = await asha.colleague('Dora Quist');
  const { person, reference } = await somebodyWaits();
  await dora.does(reference, 'pickUp');
  await dora.says(reference, 'Dora here.');
  expect((await dora.leave()).status).toBe(204);
  expect(await asha.detail(reference)).toMatchObject({ state: 'waiting', holder: null });
  expect((await dora.get('/me')).status).toBe(401);
  // The bot says so in a turn of its own.
  await person.ask('Are you there?');
  expect(await textsOf(person)).toContain('You are in the queue again');
  const away = await asha.move(reference, 'pickUp');
  expect(away.status).toBe(200);
  expect((await asha.move(reference, 'handOver', { to: dora.id })).status).toBe(409);
});

test('presence and the opening switch', async () => {
  const opening = async () => JSON.stringify((await asha.get('/me')).body);
  expect((await ben.post('/presence', { presence: 'away' })).status).toBe(200);
  expect(JSON.stringify((await asha.get('/advisors')).body)).toMatch(
    /"name":"Ben Okafor","role":"advisor","presence":"away"/,
  );
  expect((await asha.post('/opening', { closedByHand: true })).status).toBe(200);
  expect(await opening()).toMatch(
    /"isOpen":false,"staffed":false,"closedByHand":true,"text":"The desk is switched to closed\."/,
  );
  expect((await asha.post('/opening', { closedByHand: false })).status).toBe(200);
  expect(await opening()).toContain('"closedByHand":false');
});
