/** Bad luck between a person and the desk, through both front doors: each has its answer, and nothing is lost or doubled. */
import { linkSchema } from '../../channels/desk/wire';
import { StorageError } from '../../storage/errors';
import { Person, runService, type Activity, type RunningService } from '../directLine/service';
import { Advisor, codeIn, newId, refusalOf } from './advisor';

/** A Monday noon: the example Trust's PALS is open. */
let clock = Date.parse('2026-11-23T12:00:00Z');
let running: RunningService;
let asha: Advisor;
let ben: Advisor;

beforeAll(async () => {
  running = await runService({ now: () => new Date(clock) });
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  ben = await asha.colleague('Ben Okafor');
});
beforeEach(() => {
  clock += 1_000;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => running.dispose());

const TALK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;
const LEAVE = { label: 'Leave the chat with PALS', action: { handover: 'leave' } } as const;
const requestOf = (all: readonly Activity[]) => all.findLast(({ channelData: { pals } }) => pals)?.channelData.pals;

/** Somebody who has asked for PALS, and the reference that they were given. */
async function somebodyWaits(): Promise<{ person: Person; reference: string; code: string }> {
  const person = await Person.start(running.base);
  const panel = requestOf(await person.ask(TALK))?.handover;
  return { person, reference: panel?.reference ?? '', code: panel?.returnCode ?? '' };
}
const all = async (person: Person): Promise<readonly Activity[]> => (await person.read()).activities;
const shown = async (person: Person, words: string): Promise<number> =>
  (await all(person)).filter(({ text }) => text?.includes(words)).length;
/** Until the chat shows this. */
async function until(person: Person, words: string): Promise<void> {
  const stream = await person.stream();
  await stream.until(({ activities }) => activities.some(({ text }) => text?.includes(words)));
  stream.close();
}
/** Until every message and every word of the desk has had its turn. */
const settled = async (): Promise<void> => {
  while ((await running.service.store.unanswered()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a closed case', () => {
  it('takes no reply; what the person writes is answered by the assistant, and asking again is a new case', async () => {
    const { person, reference } = await somebodyWaits();
    await asha.does(reference, 'pickUp');
    await asha.says(reference, 'Phone the ward on the number in your letter.');
    await asha.does(reference, 'close', { reason: 'answered' });
    await until(person, 'has ended the chat');

    const refused = await asha.say(reference, 'One thing more');
    expect([refused.status, refusalOf(refused).error.code]).toEqual([409, 'notNow']);
    expect(await shown(person, 'One thing more')).toBe(0);

    expect(await person.ask('purple monkey')).not.toEqual([]);
    expect(await asha.detail(reference)).toMatchObject({ state: 'closed', unread: false });

    const again = requestOf(await person.ask(TALK))?.handover?.reference;
    expect(again).toMatch(/^SO-/);
    expect(again).not.toBe(reference);
    expect((await asha.detail(again ?? '')).state).toBe('waiting');
    expect((await asha.detail(reference)).state).toBe('closed');
  });

  it('closed in the very moment in which the person writes, leaves nobody in silence', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { person, reference } = await somebodyWaits();
      await asha.does(reference, 'pickUp');
      await asha.says(reference, 'I am here.');
      await settled();
      const close = () => asha.move(reference, 'close', { reason: 'answered' });
      const [, closed] = await Promise.all([person.say('Are you there?'), close()]);
      // Written before it was closed, and read by nobody: it is read first.
      if (closed.status !== 200) {
        expect([closed.status, refusalOf(closed).error.code]).toEqual([409, 'unread']);
        expect((await asha.detail(reference)).unread).toBe(true);
        await asha.post(`/cases/${reference}/read`);
        expect((await close()).status).toBe(200);
      }
      await settled();
      expect(await shown(person, 'has ended the chat')).toBe(1);
      expect(await shown(person, 'Are you there?')).toBe(1);
      expect(await person.ask('purple monkey')).not.toEqual([]);
    }
  });
});

it('two replies at once: the same one twice is one, and a colleague’s who does not have the case is none', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  const clientId = newId();
  const [one, two, other] = await Promise.all([
    asha.say(reference, 'I am reading it now.', clientId),
    asha.say(reference, 'I am reading it now.', clientId),
    ben.say(reference, 'So am I.'),
  ]);
  expect([one.status, two.status, other.status]).toEqual([200, 200, 409]);
  expect(refusalOf(other).error.message).toMatch(/^Asha Rao has had this case since/);
  await until(person, 'I am reading it now.');
  expect(await shown(person, 'I am reading it now.')).toBe(1);
  expect(await shown(person, 'So am I.')).toBe(0);
  expect((await asha.history(reference)).filter((line) => line === 'Asha Rao joined the chat.')).toHaveLength(1);
});

it('a pick-up of what was just taken, or was closed, changes nothing and says why', async () => {
  const { person, reference } = await somebodyWaits();
  const { version } = await ben.detail(reference);
  await asha.does(reference, 'pickUp');
  const late = await ben.move(reference, 'pickUp', { version });
  expect([late.status, refusalOf(late).error.code]).toEqual([409, 'taken']);
  await until(person, 'Asha Rao from PALS is reading');
  expect(await shown(person, 'Ben Okafor')).toBe(0);
  await asha.does(reference, 'close', { reason: 'phoned' });
  const gone = await ben.move(reference, 'pickUp');
  expect([gone.status, refusalOf(gone).error.code]).toEqual([409, 'notNow']);
});

it('fifty messages while waiting are one case with fifty lines, in order, none twice', async () => {
  const { person, reference } = await somebodyWaits();
  const said = Array.from({ length: 50 }, (_, i) => `purple monkey number ${i}`);
  for (let i = 0; i < said.length; i += 10) {
    await Promise.all(said.slice(i, i + 10).map((text) => person.say(text)));
  }
  await settled();
  const lines = (await asha.transcript(reference)).filter(({ from, kind }) => from === 'person' && kind === 'text');
  expect(lines.map(({ text }) => text).sort()).toEqual([...said].sort());
  const seqs = lines.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect((await asha.cases('waiting')).filter((one) => one.reference === reference)).toMatchObject([{ unread: true }]);
  // And still in reach: the request is on the newest screen.
  expect(requestOf(await all(person))?.handover?.reference).toBe(reference);
});

it('an advisor who signs out with open cases: each goes back to waiting, and everybody is told', async () => {
  const dora = await asha.colleague('Dora Quist');
  const both = [await somebodyWaits(), await somebodyWaits()];
  for (const { reference } of both) await dora.does(reference, 'pickUp');
  await dora.says(both[0]?.reference ?? '', 'Hello.');
  const live = await asha.live(null);
  expect((await dora.leave()).status).toBe(204);
  for (const { person, reference } of both) {
    await until(person, 'You are in the queue again.');
    await live.until((events) =>
      events.some((one) => one.kind === 'case' && one.case.reference === reference && one.case.state === 'waiting'),
    );
    expect(await asha.history(reference)).toContain('Let go by The service. Back in the queue.');
    await asha.does(reference, 'pickUp');
  }
  live.close();
});

it('whoever leaves while an advisor joins is with the assistant or with the advisor, never with nobody', async () => {
  for (let time = 0; time < 8; time += 1) {
    const { person, reference } = await somebodyWaits();
    await asha.does(reference, 'pickUp');
    await settled();
    const [, joined] = await Promise.all([person.say(LEAVE), asha.move(reference, 'join')]);
    await settled();
    const { state } = await asha.detail(reference);
    expect(state).toBe('leftByPerson');
    expect([200, 409]).toContain(joined.status);
    expect(await person.ask('purple monkey')).not.toEqual([]);
  }
});

describe('when the store fails', () => {
  const full = (): StorageError => new StorageError('storage.full');

  it('in a move: it is refused with a sentence, nothing has changed, and it can be done again', async () => {
    const { person, reference } = await somebodyWaits();
    jest.spyOn(running.service.store, 'moveCase').mockRejectedValueOnce(full());
    const refused = await asha.move(reference, 'pickUp');
    expect([refused.status, refusalOf(refused).error.code]).toEqual([503, 'notStored']);
    expect(await asha.detail(reference)).toMatchObject({ state: 'waiting', holder: null });
    expect(await shown(person, 'Asha Rao')).toBe(0);
    await asha.does(reference, 'pickUp');
    await until(person, 'Asha Rao from PALS is reading');
  });

  it('in a reply: the same one again is sent once', async () => {
    const { person, reference } = await somebodyWaits();
    await asha.does(reference, 'pickUp');
    const clientId = newId();
    jest.spyOn(running.service.store, 'advisorSays').mockRejectedValueOnce(full());
    expect((await asha.say(reference, 'I am here.', clientId)).status).toBe(503);
    expect(await shown(person, 'I am here.')).toBe(0);
    await asha.says(reference, 'I am here.', clientId);
    await until(person, 'I am here.');
    expect(await shown(person, 'I am here.')).toBe(1);
  });

  it('in the asking: nothing is said to be passed on before it is stored, and then there is one case', async () => {
    const person = await Person.start(running.base);
    const before = (await asha.cases('all')).length;
    const saved = jest.spyOn(running.service.store, 'commitTurn').mockRejectedValueOnce(full());
    const answer = await person.ask(TALK);
    expect(saved).toHaveBeenCalledTimes(2);
    expect(answer.filter(({ text }) => text?.includes('I have passed this on to PALS.'))).toHaveLength(1);
    expect(await asha.cases('all')).toHaveLength(before + 1);
    expect((await asha.detail(requestOf(answer)?.handover?.reference ?? '')).state).toBe('waiting');
  });

  it('in the turn that tells what the desk did: it is told once, when the store is back', async () => {
    const { person, reference } = await somebodyWaits();
    jest.spyOn(running.service.store, 'commitTurn').mockRejectedValueOnce(full()).mockRejectedValueOnce(full());
    await asha.does(reference, 'pickUp');
    await until(person, 'Asha Rao from PALS is reading');
    expect(await shown(person, 'Asha Rao from PALS is reading')).toBe(1);
  });

  it('in signing in: the one-time link is not used up by it', async () => {
    const { url } = linkSchema.parse((await asha.post('/links')).body);
    jest.spyOn(running.service.store, 'saveAdvisor').mockRejectedValueOnce(full());
    await expect(Advisor.enter(running.base, codeIn(url), 'Eve Hall')).rejects.toThrow('503');
    expect((await Advisor.enter(running.base, codeIn(url), 'Eve Hall')).name).toBe('Eve Hall');
  });
});

it('a return code shows the desk no secret, also where the person wrote it into the chat', async () => {
  const { person, reference, code } = await somebodyWaits();
  await person.ask(`my code is ${code.toLowerCase()}`);
  const desk = JSON.stringify([await asha.transcript(reference), await asha.detail(reference)]).toUpperCase();
  expect(code).toMatch(/^SO(-\w{4}){4}$/);
  expect(desk).toContain(reference);
  expect(desk).not.toContain(code.slice(-9));
});
