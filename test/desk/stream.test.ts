/** The desk's live stream: what comes, once each and in order, also after a break, a crash and a sign-out. */
import { Person, runService, type RunningService } from '../directLine/service';
import { discard, startProduct } from '../product';
import { Chat } from '../conversations/chat';
import { Advisor, codeIn, deskCall, newId } from './advisor';

let running: RunningService;
let asha: Advisor;
let ben: Advisor;

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  ben = await asha.colleague('Ben Okafor');
});
afterAll(() => running.dispose());

async function somebodyWaits(): Promise<{ person: Person; reference: string }> {
  const known = new Set((await asha.cases('all')).map((one) => one.reference));
  const person = await Person.start(running.base);
  await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const reference = (await asha.cases('all')).find((one) => !known.has(one.reference))?.reference;
  if (reference === undefined) throw new Error('no case was raised');
  return { person, reference };
}

test('a new case, what is said in it, and what happens to it come as they happen', async () => {
  const live = await ben.live();
  const { person, reference } = await somebodyWaits();
  await live.until((events) => events.some((one) => one.kind === 'case' && one.case.reference === reference));
  await asha.does(reference, 'pickUp');
  await live.until((events) =>
    events.some((one) => one.kind === 'case' && one.case.reference === reference && one.case.holder?.id === asha.id),
  );
  await person.say('Good morning, my question is about ward 14');
  await asha.says(reference, 'Good morning');
  await live.until((_, all) => all.texts(reference).includes('Good morning'));
  expect(live.texts(reference)).toContain('Good morning, my question is about ward 14');
  live.close();
});

test('after a break it goes on from the key that was seen last: nothing is lost and nothing comes twice', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  await asha.does(reference, 'join');
  const said = Array.from({ length: 60 }, (_, i) => `message ${i}`);
  let live = await asha.live();
  const seen: string[] = [];
  const keys: number[] = [];
  for (const [index, text] of said.entries()) {
    if (index % 2 === 0) await person.say(text);
    else await asha.says(reference, text);
    if (index % 20 !== 7) continue;
    await live.until((_, all) => all.texts(reference).length > 0);
    live.close();
    seen.push(...live.texts(reference));
    keys.push(...live.events.flatMap(({ id }) => (id === null ? [] : [id])));
    live = await asha.live(null, keys.at(-1));
  }
  await live.until((_, all) => all.texts(reference).includes('message 59'));
  live.close();
  seen.push(...live.texts(reference));
  keys.push(...live.events.flatMap(({ id }) => (id === null ? [] : [id])));
  expect(seen.filter((text) => text.startsWith('message '))).toEqual(said);
  expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
});

test('a page that is too far behind, or of another database, is told to read everything anew', async () => {
  const live = await asha.live(999_999_999);
  await live.until((events) => events[0]?.kind === 'reset');
  const [reset] = live.events;
  expect(reset?.event).toEqual({ kind: 'reset', feedKey: reset?.id });
  live.close();
  expect(
    (await Promise.all(['x', '-1', '1e3'].map((after) => asha.get(`/stream?after=${after}`)))).map((one) => one.status),
  ).toEqual([400, 400, 400]);
});

test('presence and opening come too', async () => {
  const live = await asha.live();
  await ben.post('/presence', { presence: 'away' });
  await asha.post('/opening', { closedByHand: true });
  await live.until((events) => events.some((one) => one.kind === 'opening' && one.opening.closedByHand));
  expect(
    live.events.some(
      ({ event }) =>
        event.kind === 'presence' && event.advisors.some(({ id, presence }) => id === ben.id && presence === 'away'),
    ),
  ).toBe(true);
  await asha.post('/opening', { closedByHand: false });
  await ben.post('/presence', { presence: 'available' });
  live.close();
});

test('typing is shown on the other side, and is no line of the feed', async () => {
  const { person, reference } = await somebodyWaits();
  await asha.does(reference, 'pickUp');
  await asha.says(reference, 'Hello');
  const live = await ben.live();
  await person.post({ type: 'typing' });
  await asha.post(`/cases/${reference}/typing`);
  await live.until((events) => events.filter(({ kind }) => kind === 'typing').length === 2);
  const typing = live.events.filter(({ event }) => event.kind === 'typing');
  expect(typing).toEqual([
    { id: null, event: { kind: 'typing', reference, from: 'person', name: null } },
    { id: null, event: { kind: 'typing', reference, from: 'advisor', name: 'Asha Rao' } },
  ]);
  // Whoever has not got the case types for nobody.
  expect((await ben.post(`/cases/${reference}/typing`)).status).toBe(204);
  await asha.says(reference, 'Still here');
  await live.until((_, all) => all.texts(reference).includes('Still here'));
  expect(live.events.filter(({ event }) => event.kind === 'typing')).toHaveLength(2);
  live.close();
});

test('signing out ends the stream of that session, and of no other', async () => {
  const dora = await asha.colleague('Dora Quist');
  const [hers, other] = [await dora.live(), await ben.live()];
  await dora.leave();
  await hers.until((events, { isOver }) => isOver && events.at(-1)?.kind === 'ended');
  expect(other.isOver).toBe(false);
  other.close();
  expect((await dora.live()).status).toBe(401);
});

test('killed in the middle, the service loses no word of either side, and both streams go on', async () => {
  let product = await startProduct();
  const advisor = await Advisor.enter(product.url, codeIn(product.output()), 'Asha Rao');
  const person = await Chat.open(product.url);
  await person.bar('talkToPals');
  const reference = (await advisor.cases('waiting'))[0]?.reference ?? '';
  await advisor.does(reference, 'pickUp');
  let live = await advisor.live();
  const clientId = newId();
  await advisor.says(reference, 'Before the cut', clientId);
  await live.until((_, all) => all.texts(reference).includes('Before the cut'));
  const { lastId } = live;
  product = await product.again();
  await live.until((_, { isOver }) => isOver);

  const seen = live.texts(reference);
  live = await advisor.live(null, lastId);
  // The page did not get the answer and tries again: it is the same message.
  await advisor.says(reference, 'Before the cut', clientId);
  await advisor.says(reference, 'After the cut');
  await live.until((_, all) => all.texts(reference).includes('After the cut'));
  const all = [...seen, ...live.texts(reference)];
  expect(all.filter((text) => text.endsWith('the cut'))).toEqual(['Before the cut', 'After the cut']);
  expect(await advisor.detail(reference)).toMatchObject({ state: 'withAdvisor', holder: { name: 'Asha Rao' } });
  live.close();
  await discard(product);
});

test('no address of the desk holds anything of the person', async () => {
  const refused = await deskCall(running.base, 'GET', '/search?q=zebra', { cookie: asha.cookie });
  expect(refused.status).toBe(405);
});
