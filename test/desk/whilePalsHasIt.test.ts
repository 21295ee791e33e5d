/** The desk reads a chat only while PALS has the case: through the person's endpoint and the desk's. */
import { Person, runService, type RunningService } from '../directLine/service';
import { Advisor, codeIn, type Live } from './advisor';

let running: RunningService;
let asha: Advisor;
let live: Live;

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  live = await asha.live();
});
afterAll(async () => {
  live.close();
  await running.dispose();
});

const ASK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;
const LEAVE = { label: 'Leave', action: { handover: 'leave' } } as const;

async function somebodyWaits(): Promise<{ person: Person; reference: string }> {
  const known = new Set((await asha.cases('all')).map((one) => one.reference));
  const person = await Person.start(running.base);
  await person.ask('About the okapi clinic');
  await person.ask(ASK);
  const reference = (await asha.cases('all')).find((one) => !known.has(one.reference))?.reference;
  if (reference === undefined) throw new Error('no case was raised');
  return { person, reference };
}

const found = async (words: string): Promise<string> => JSON.stringify((await asha.post('/search', { words })).body);

/** All that the desk reads of the case, now and as it came. */
async function read(reference: string): Promise<string> {
  return JSON.stringify([
    await asha.transcript(reference),
    await asha.detail(reference),
    await asha.history(reference),
    live.events.map(({ event }) => event),
  ]);
}

/** Something that comes after all that came before. */
async function caughtUp(): Promise<void> {
  const { reference } = await somebodyWaits();
  await live.until((events) => events.some((one) => one.kind === 'case' && one.case.reference === reference));
}

async function hearsNothing(person: Person, reference: string, word: string): Promise<void> {
  const before = await asha.transcript(reference);
  await person.ask(`A word about the ${word}`);
  await person.ask({ label: `Pressed ${word}`, action: { bar: 'repeat' } });
  await person.post({ type: 'typing' });
  await caughtUp();
  expect(await asha.transcript(reference)).toEqual(before);
  expect(await read(reference)).not.toContain(word);
  expect(await found(word)).not.toContain(reference);
  expect(await asha.detail(reference)).toMatchObject({ unread: false });
  expect(live.events.some(({ event }) => event.kind === 'typing' && event.reference === reference)).toBe(false);
}

/** Asha reads it, so that it is unread only by what comes then. */
async function reads(reference: string): Promise<void> {
  await asha.does(reference, 'pickUp');
  await asha.says(reference, 'Hello from Asha');
  expect((await asha.post(`/cases/${reference}/read`)).status).toBe(200);
}

test('handed back: nothing comes until somebody picks it up, and then only what is new', async () => {
  const { person, reference } = await somebodyWaits();
  await reads(reference);
  await asha.does(reference, 'handBack');
  expect(await read(reference)).toContain('okapi');
  await hearsNothing(person, reference, 'zebra');

  await asha.does(reference, 'pickUp');
  await asha.says(reference, 'One more thing from PALS');
  await person.say('Thank you from the giraffe');
  await live.until((_, all) => all.texts(reference).includes('Thank you from the giraffe'));
  const now = await read(reference);
  for (const seen of ['okapi', 'One more thing', 'giraffe']) expect(now).toContain(seen);
  expect(now).not.toContain('zebra');
  expect(await found('giraffe')).toContain(reference);
  expect(await found('okapi')).toContain(reference);
  expect(await found('zebra')).not.toContain(reference);
  const theirs = (await person.read()).activities.map(({ text }) => text).join('\n');
  expect(theirs).toContain('One more thing from PALS');
});

test('left by the person: nothing comes until they ask again, and the asking and its answer come', async () => {
  const { person, reference } = await somebodyWaits();
  await reads(reference);
  await person.ask(LEAVE);
  expect(await asha.detail(reference)).toMatchObject({ state: 'leftByPerson' });
  await asha.post(`/cases/${reference}/read`);
  await hearsNothing(person, reference, 'walrus');

  const upTo = (await asha.transcript(reference)).at(-1)?.seq ?? 0;
  await person.ask(ASK);
  expect(await asha.detail(reference)).toMatchObject({ state: 'waiting' });
  await person.ask('Again about the heron');
  await live.until((_, all) => all.texts(reference).includes('Again about the heron'));
  const seqs = (await asha.transcript(reference)).map(({ seq }) => seq);
  const heard = live.events.flatMap(({ event }) =>
    event.kind === 'activity' && event.reference === reference ? event.lines.map(({ seq }) => seq) : [],
  );
  // What the stream brought since is what the transcript holds since, once each.
  expect(seqs.filter((seq) => seq > upTo).length).toBeGreaterThan(2);
  expect(heard.filter((seq) => seq > upTo)).toEqual(seqs.filter((seq) => seq > upTo));
  expect(await read(reference)).not.toContain('walrus');
  expect(await found('heron')).toContain(reference);
  expect(await found('walrus')).not.toContain(reference);
});

test('closed: nothing comes any more, also after another case is raised in the same chat', async () => {
  const { person, reference } = await somebodyWaits();
  await reads(reference);
  await asha.does(reference, 'close', { reason: 'answered' });
  await hearsNothing(person, reference, 'badger');
  const before = await asha.transcript(reference);
  await person.ask(ASK);
  await person.ask('Now about the badger');
  expect(await asha.transcript(reference)).toEqual(before);
  expect(await found('badger')).not.toContain(reference);
});

test('a restart changes nothing of it', async () => {
  const { person, reference } = await somebodyWaits();
  await reads(reference);
  await asha.does(reference, 'handBack');
  await person.ask('A word about the lemur');
  const before = await asha.transcript(reference);
  live.close();
  running = await running.restart();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  live = await asha.live();
  expect(await asha.transcript(reference)).toEqual(before);
  await hearsNothing(person.at(running.base), reference, 'lemur');
});

test('a case is not found by the secret half of its return code, nor by a wish that was taken back', async () => {
  const { person, reference } = await somebodyWaits();
  const code = (await person.read()).activities.findLast(({ channelData }) => channelData.pals?.handover)?.channelData
    .pals?.handover?.returnCode;
  const secret = /^SO-\w{4}-\w{4}-(\w{4}-\w{4})$/.exec(code ?? '')?.[1] ?? 'none';
  expect(secret).not.toBe('none');
  await person.ask(`My code is ${code ?? ''} and it is for the puffin`);
  await person.ask(`It is ${(code ?? '').slice(3).replaceAll('-', ' ').toLowerCase()}`);
  expect(await found('puffin')).toContain(reference);
  for (const part of [secret, secret.slice(0, 4), secret.slice(5), secret.replace('-', ' ')])
    expect(await found(part)).not.toContain(reference);
  expect(JSON.stringify(await asha.transcript(reference)).toUpperCase()).not.toContain(secret);

  const wish = { handover: 'wish' } as const;
  await person.ask({ label: 'I want to see the quokka', action: wish });
  expect(await found('quokka')).toContain(reference);
  await person.ask({ label: 'I want my scan explained', action: wish });
  expect(await found('quokka')).not.toContain(reference);
  expect(await found('explained')).toContain(reference);
});
