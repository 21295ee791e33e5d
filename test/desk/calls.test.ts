/** Caller mode: an advisor on the phone asks the questions at the desk. One case, by web or by phone. */
import { call, Person, runService, type Activity, type RunningService } from '../directLine/service';
import { Advisor, codeIn, deskCall, newId, refusalOf, type Answered } from './advisor';

let running: RunningService;
let asha: Advisor;
let ben: Advisor;
let sam: Advisor;
let auditor: Advisor;

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  ben = await asha.colleague('Ben Okafor');
  sam = await asha.colleague('Sam Lee', 'supervisor');
  auditor = await asha.colleague('Noor Aziz', 'auditor');
});
afterAll(() => running.dispose());

const ME = { label: 'Me', action: { at: 'who', answer: 'me' } };

/** Somebody in the chat who has asked for PALS. */
async function somebodyWaits(): Promise<{ person: Person; reference: string; code: string }> {
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const panel = said.at(-1)?.channelData.pals?.handover;
  return { person, reference: panel?.reference ?? '', code: panel?.returnCode ?? '' };
}
const nodes = (activities: readonly Activity[]) =>
  activities.flatMap(({ channelData }) => channelData.pals?.node ?? []);
const all = async (person: Person): Promise<string> => JSON.stringify((await person.read()).activities);
const codeOf = (answered: Answered): [number, string] => [answered.status, refusalOf(answered).error.code];
/** Everything of a call that this advisor could do. */
const tries = async (who: Advisor, reference: string): Promise<[number, string][]> =>
  Promise.all([
    who.get(`/calls/${reference}`).then(codeOf),
    who.enter(reference, 'said behind their back').then(codeOf),
    who.post(`/calls/${reference}/code`).then(codeOf),
  ]);
const three = (status: number, code: string) => Array.from({ length: 3 }, () => [status, code]);

describe('a caller who is new', () => {
  test('is asked the same questions; what they answer is kept as entered by the advisor, and reaches the case', async () => {
    const { reference, ...begun } = await asha.call();
    expect(begun).toMatchObject({
      ...{ channel: 'phone', state: 'onPhone', stateLabel: 'On the phone', unread: false },
      ...{ holder: { name: 'Asha Rao' }, call: { mayGiveCode: true } },
    });
    expect(nodes(await asha.hears(reference)).at(-1)).toBe('who');
    expect((await asha.enter(reference, ME)).status).toBe(204);
    const heard = await asha.hears(reference);
    expect(nodes(heard).at(-1)).toBe('where');
    expect(heard.some(({ text }) => text === 'Asha Rao from PALS is answering with you by phone.')).toBe(false);
    expect(JSON.stringify(heard)).toContain('Asha Rao from PALS is answering with you by phone.');
    expect((await asha.enter(reference, 'ring me on 07700 900456')).status).toBe(204);
    expect((await asha.transcript(reference)).filter(({ from }) => from === 'person')).toMatchObject([
      { text: 'Me', kind: 'choice', name: 'Asha Rao' },
      { text: 'ring me on [phone number removed]', kind: 'text', name: 'Asha Rao', removed: ['phone number'] },
    ]);
    expect((await asha.detail(reference)).unread).toBe(false);
    const told = await asha.history(reference);
    expect(told).toContain('Asha Rao asks the questions by phone.');
    expect(told.filter((line) => line === 'Asha Rao enters what the caller says.')).toHaveLength(1);
    await asha.does(reference, 'endCall');
  });

  test('a reload goes on where it was, and the code can still be read out, until the call is over', async () => {
    const { reference } = await asha.call();
    await asha.enter(reference, ME);
    // What a page does that has lost everything but its cookie.
    expect(await asha.detail(reference)).toMatchObject({ state: 'onPhone', call: { mayGiveCode: true } });
    expect((await asha.call(reference)).state).toBe('onPhone');
    expect(nodes(await asha.hears(reference)).at(-1)).toBe('where');

    const code = await asha.returnCode(reference);
    expect(code).toMatch(/^SO(-\w{4}){4}$/);
    expect(await asha.returnCode(reference)).toBe(code);
    expect((await asha.history(reference)).filter((line) => /return code/.test(line))).toEqual([
      'Asha Rao was shown the return code, for the caller.',
    ]);
    await asha.does(reference, 'endCall');
    expect(codeOf(await asha.post(`/calls/${reference}/code`))).toEqual([409, 'notYours']);
    // The reference alone does not bring it back: whoever calls with it may be anybody.
    expect((await asha.call(reference)).call).toEqual({ mayGiveCode: false });
    expect(codeOf(await asha.post(`/calls/${reference}/code`))).toEqual([409, 'notNow']);
    await asha.enter(reference, { label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    expect(JSON.stringify(await asha.hears(reference))).toContain(`${reference}-****-****`);

    const found = await call(running.base, 'POST', '/return', { body: { code } });
    expect(found.status).toBe(200);
    const secret = code.slice(-9);
    for (const read of [await asha.hears(reference), await asha.transcript(reference), await asha.history(reference)])
      expect(JSON.stringify(read)).not.toContain(secret);
    await asha.does(reference, 'close', { reason: 'phoned' });
  });
});

describe('a caller with a reference', () => {
  test('goes on where they stopped, and their own page says who answers, and what was entered by whom', async () => {
    const { person, reference } = await somebodyWaits();
    const one = await ben.call(reference.toLowerCase().replaceAll('-', ' '));
    expect(one).toMatchObject({ reference, state: 'onPhone', holder: { name: 'Ben Okafor' } });
    expect(one.call).toEqual({ mayGiveCode: false });
    expect(nodes(await ben.hears(reference)).at(-1)).toBe('who');
    await ben.enter(reference, ME);
    const { activities } = await person.read();
    expect(activities.map(({ text }) => text).join('\n')).toContain(
      'Ben Okafor from PALS is answering with you by phone.',
    );
    expect(activities.find(({ text }) => text === 'Me')?.channelData).toMatchObject({
      palsEnteredBy: { name: 'Ben Okafor' },
    });
    // Both sides may answer: it is one chat.
    await person.ask({ label: 'No', action: { at: 'where', answer: 'homeSteady' } });
    expect(nodes(await ben.hears(reference)).at(-1)).not.toBe('where');
    await ben.does(reference, 'endCall');
    expect(await all(person)).toContain('Ben Okafor from PALS has ended the questions by phone.');
    expect(await ben.history(reference)).toContain('Ben Okafor ended the questions by phone.');
  });

  test('what they took out is not in what the advisor reads out, and the question that is open is', async () => {
    const person = await Person.start(running.base);
    await person.ask(ME);
    await person.ask({ label: 'Not in hospital. Not getting worse', action: { at: 'where', answer: 'homeSteady' } });
    const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    const { reference = '' } = said.at(-1)?.channelData.pals?.handover ?? {};
    await person.ask({ label: '', action: { handover: 'takeOut', line: 'answer:where', out: true } });
    await ben.call(reference);
    const heard = await ben.hears(reference);
    const theirs = heard.filter(({ from }) => from.role === 'user');
    expect(theirs.map(({ text, value }) => [text, value])).toEqual(theirs.map(() => ['', undefined]));
    // The answer to it tells it: what is asked next is there, and no more.
    const answered = heard.find(({ channelData }) => channelData.pals?.node === 'treatmentUrgent');
    expect(answered).toMatchObject({ text: '', channelData: { pals: { parts: [], answered: [] } } });
    expect(JSON.stringify(heard)).not.toContain('"handover":{');
    expect(heard.at(-1)?.channelData.pals).toMatchObject({ node: 'treatmentUrgent', answered: [] });
    expect(heard.at(-1)?.channelData.pals?.answers.map(({ label }) => label)).toContain('Yes');
  });

  test('nobody else gets in: not a colleague, not a supervisor, not an auditor, not a patient', async () => {
    const { person, reference } = await somebodyWaits();
    expect(await tries(asha, reference)).toEqual(three(409, 'notYours'));
    await ben.call(reference);
    expect(await tries(asha, reference)).toEqual(three(409, 'taken'));
    expect(await tries(sam, reference)).toEqual(three(409, 'taken'));
    expect(await tries(auditor, reference)).toEqual(three(403, 'notYourRole'));
    expect(codeOf(await asha.post('/calls', { reference }))).toEqual([409, 'taken']);
    const headers = { authorization: `Bearer ${person.token}` };
    expect((await deskCall(running.base, 'GET', `/calls/${reference}`, { headers })).status).toBe(401);
    // And what the advisor has opens nothing on the patients' side.
    expect(JSON.stringify(await ben.call(reference))).not.toContain(person.id);
    expect(await all(person)).not.toContain('behind their back');
  });

  test.each<[string, (reference: string, person: Person) => Promise<unknown>, string]>([
    ['the advisor ends it', (reference) => ben.does(reference, 'endCall'), 'notYours'],
    ['a supervisor takes over', (reference) => sam.does(reference, 'takeOver'), 'taken'],
    ['it is handed on', (reference) => ben.does(reference, 'handOver', { to: asha.id }), 'notYours'],
    ['it is closed', (reference) => ben.does(reference, 'close', { reason: 'phoned' }), 'notYours'],
    [
      'the person leaves in their own page',
      (_reference, person) => person.ask({ label: 'Leave', action: { handover: 'leave' } }),
      'notYours',
    ],
    ['the advisor writes in the chat', (reference) => ben.says(reference, 'I write instead'), 'notYours'],
  ])('when %s, the way in is shut', async (_when, happens, why) => {
    const { person, reference } = await somebodyWaits();
    await ben.call(reference);
    await ben.enter(reference, ME);
    await happens(reference, person);
    expect(await tries(ben, reference)).toEqual(three(409, why));
    expect(await all(person)).not.toContain('behind their back');
  });

  test('when the advisor signs out, the case goes back to the queue, and the person is told', async () => {
    const zoe = await asha.colleague('Zoe Hart');
    const { person, reference } = await somebodyWaits();
    await zoe.call(reference);
    await zoe.leave();
    expect(await tries(zoe, reference)).toEqual(three(401, 'signedOut'));
    expect(await asha.detail(reference)).toMatchObject({ state: 'waiting', holder: null });
    expect(await all(person)).toContain('The advisor has left. You are in the queue again.');
  });

  test('from the chat to the phone and back: the assistant asks while they phone, and is silent again in the chat', async () => {
    const { person, reference } = await somebodyWaits();
    await ben.does(reference, 'pickUp');
    await ben.says(reference, 'I will ring you now');
    await ben.call(reference);
    await ben.enter(reference, ME);
    expect(nodes(await ben.hears(reference)).at(-1)).toBe('where');
    await ben.says(reference, 'As I said on the phone');
    expect(await ben.detail(reference)).toMatchObject({ state: 'withAdvisor', call: null });
    const before = (await person.read()).activities.length;
    await person.say('Thank you');
    expect((await person.read()).activities.slice(before).map(({ text }) => text)).toEqual(['Thank you']);
  });

  test('an answer that is posted again is one answer, and what is too long is refused', async () => {
    const { reference } = await somebodyWaits();
    await ben.call(reference);
    const id = newId();
    for (let nth = 0; nth < 3; nth++) expect((await ben.enter(reference, ME, id)).status).toBe(204);
    expect((await ben.transcript(reference)).filter(({ text }) => text === 'Me')).toHaveLength(1);
    expect(codeOf(await ben.enter(reference, 'something else', id))).toEqual([409, 'conflict']);
    expect(codeOf(await ben.enter(reference, 'x'.repeat(5_000)))).toEqual([400, 'badRequest']);
  });

  test('danger that the caller speaks of alerts as it does in the chat, and the advisor reads the card out', async () => {
    const { reference } = await somebodyWaits();
    await ben.call(reference);
    await ben.enter(reference, 'she says she wants to kill herself');
    expect(nodes(await ben.hears(reference)).at(-1)).toBe('crisis');
    expect(await ben.detail(reference)).toMatchObject({ tier: 'T1', state: 'onPhone' });
  });

  test('after a restart the call goes on where it was', async () => {
    const { reference } = await somebodyWaits();
    await ben.call(reference);
    await ben.enter(reference, ME);
    running = await running.restart();
    const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
    asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
    ben = await asha.colleague('Ben Okafor');
    sam = await asha.colleague('Sam Lee', 'supervisor');
    expect((await ben.detail(reference)).call).toEqual({ mayGiveCode: false });
    expect(nodes(await ben.hears(reference)).at(-1)).toBe('where');
    expect((await ben.enter(reference, { label: 'No', action: { at: 'where', answer: 'homeSteady' } })).status).toBe(
      204,
    );
  });

  test('what cannot be gone on with is said so', async () => {
    const { person, reference } = await somebodyWaits();
    expect(codeOf(await asha.post('/calls', { reference: 'SO-XXXX-XXXX' }))).toEqual([404, 'caseNotFound']);
    await asha.does(reference, 'close', { reason: 'phoned' });
    expect(codeOf(await asha.post('/calls', { reference }))).toEqual([409, 'notNow']);
    const other = await somebodyWaits();
    await other.person.call('DELETE', '');
    expect(codeOf(await asha.post('/calls', { reference: other.reference }))).toEqual([409, 'chatCleared']);
    expect(person.id).not.toBe(other.person.id);
  });
});
