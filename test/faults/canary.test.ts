/**
 * Personal information in every place where a client can put something. Afterwards it is nowhere: not in the database's
 * files, not in the logs, not in anything that was sent out.
 */
import { Advisor, codeIn } from '../desk/advisor';
import { Connector } from '../teams/connector';
import { startService } from '../teams/service';
import { call, Person, runService, type RunningService } from '../directLine/service';

/** Kind, how it is written in a message, and what must be found nowhere. */
const PLANTED: readonly (readonly [kind: string, text: string, secret: string])[] = [
  ['NHS number', 'my NHS number is 943 476 5919', '943 476 5919'],
  ['NHS number without spaces', 'it is 9434765919 ok', '9434765919'],
  ['phone', 'ring me on 07700 900456', '900456'],
  ['phone of a house', 'ring 01632 960789 please', '960789'],
  ['email', 'write to zebedee.quux@example.net', 'zebedee.quux'],
  ['postcode', 'I live at SW1A 2AA now', 'SW1A 2AA'],
  ['date of birth', 'I was born on 14/03/1961', '14/03/1961'],
  ['name', 'my name is Zebedee Quuxley', 'Quuxley'],
  ['date of birth in words', 'born the fourteenth of march nineteen sixty one', 'nineteen sixty one'],
  ['hospital number', 'my hospital number is KQ0482913', 'KQ0482913'],
  ["hospital number in the Trust's own format", 'my letter says 482/917K', '482/917K'],
  ['phone in words', 'oh seven seven double oh nine hundred four five six', 'nine hundred four five six'],
  ['email in words', 'zeb underscore quux at example dot com', 'zeb underscore quux'],
  ['address', 'I am at 14 Quuxfield Close', 'Quuxfield'],
  ['National Insurance number', 'ni QQ 12 34 56 C', 'QQ 12 34 56 C'],
  ['bank card', 'card 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['bank account', 'sort code 12-34-56 account 31415926', '31415926'],
  ['car', 'my car is QU51 XYZ', 'QU51 XYZ'],
  ['password', 'my password is Quux1961!', 'Quux1961'],
  ['passport', 'passport number 987654321', '987654321'],
  ['profile', 'facebook.com/zebedee.quuxington', 'quuxington'],
];

let running: RunningService;
beforeAll(async () => {
  running = await runService({ settings: { LIMIT_MESSAGES_PER_MINUTE: '1000', LOG_LEVEL: 'debug' } });
});
afterAll(() => running.dispose());

it('is found neither in the files, nor in the logs, nor in what goes out', async () => {
  const person = await Person.start(running.base);
  const stream = await person.stream();
  let out = '';
  stream.socket.on('message', (data: Buffer) => (out += data.toString('utf8')));
  const secrets = PLANTED.map(([, , secret]) => secret);

  for (const [kind, text, secret] of PLANTED) {
    const hidden = { note: text, [secret]: secret };
    const bodies = [
      { type: 'message', text },
      { type: 'message', text: `${'so '.repeat(200)}${text}` },
      { type: 'message', text: 'hello', value: hidden },
      { type: 'message', text: 'hello', value: text },
      { type: 'message', value: text },
      { type: 'message', text, value: { at: 'who', answer: 'me' } },
      { type: 'message', text: 'hello', channelData: { ...hidden, clientActivityID: text } },
      { type: 'message', text: 'hello', entities: [hidden], attachments: [{ name: text, content: hidden }] },
      { type: 'message', text: 'hello', from: { id: secret, name: text }, locale: text, speak: text, summary: text },
      { type: 'message', text: 'hello', value: { ...hidden, at: text, answer: text, nested: [{ deep: [hidden] }] } },
      { type: 'messageUpdate', id: 'a1', text },
      { type: 'messageDelete', id: text, text },
      { type: 'messageReaction', reactionsAdded: [{ type: text }] },
      { type: 'invoke', name: text, value: hidden },
      { type: 'event', name: text, value: hidden },
      { type: text },
      { type: 'message', text: { toString: text } },
      `{"type":"message","text":"${text}"`,
    ];
    for (const body of bodies) {
      const answered = await person.call('POST', '/activities', body);
      expect([kind, answered.status < 500]).toEqual([kind, true]);
      out += JSON.stringify(answered.body);
    }
    const tooLong = await person.post({ type: 'message', text: `${'so '.repeat(4_000)}${text}` });
    out += JSON.stringify(tooLong.body);
    const noSuch = await fetch(`${running.base}/${encodeURIComponent(text)}?q=${encodeURIComponent(secret)}`);
    out += await noSuch.text();
  }
  await stream.answerTo(await person.say('Me'));
  out += JSON.stringify(await person.read(0));
  // Also what waits in the write-ahead log, and what a checkpoint leaves.
  const stored = running.stored();
  expect(stored).toMatch(/removed\]/);
  const files = stored + (await running.restart().then((again) => ((running = again), again.stored())));

  for (const secret of secrets) {
    expect([secret, 'in the files', files.includes(secret)]).toEqual([secret, 'in the files', false]);
    expect([secret, 'in the logs', running.logged().includes(secret)]).toEqual([secret, 'in the logs', false]);
    expect([secret, 'in what went out', out.includes(secret)]).toEqual([secret, 'in what went out', false]);
  }
  stream.close();
});

it('nor where PALS and the person write to each other, on the phone, and in what the desk reads', async () => {
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  const asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  const live = await asha.live();
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const { reference = '' } = said.at(-1)?.channelData.pals?.handover ?? {};
  // A reply may say whom to phone or visit; what identifies the person is in none.
  const mayBeSaid = new Set(['phone', 'phone of a house', 'phone in words', 'email', 'email in words']);
  ['postcode', 'address', 'name', 'profile'].forEach((kind) => mayBeSaid.add(kind));

  for (const [, text] of PLANTED) await person.ask({ label: text, action: { handover: 'wish' } });
  await asha.does(reference, 'pickUp');
  for (const [kind, text] of PLANTED) {
    await asha.post(`/cases/${reference}/notes`, { text: `The caller says: ${text}` });
    if (!mayBeSaid.has(kind)) await asha.says(reference, `You wrote: ${text}`);
    await asha.post('/search', { words: text });
  }
  await asha.call(reference);
  for (const [, text] of PLANTED) await asha.enter(reference, text);
  const heard = await asha.hears(reference);
  await asha.does(reference, 'endCall');
  const desk = JSON.stringify([
    live.events,
    heard,
    ...(await Promise.all(
      ['', '/transcript', '/history', '/notes'].map(
        async (rest) => (await asha.get(`/cases/${reference}${rest}`)).body,
      ),
    )),
    (await asha.get('/report.csv')).body,
    await person.read(0),
  ]);
  live.close();
  const before = running.stored();
  const logs = running.logged();
  running = await running.restart();
  const places = { files: before + running.stored(), logs: logs + running.logged(), desk };
  expect(desk).toContain('removed]');
  for (const [kind, , secret] of PLANTED)
    for (const [place, all] of Object.entries(places))
      expect([kind, place, all.includes(secret)]).toEqual([kind, place, false]);
});

it('nor from Teams: in messages, cards, edits, attachments and names', async () => {
  const teams = await startService();
  const chat = await new Connector(teams.endpoint).start();
  await chat.joins();
  let answers = '';
  for (const [, text, secret] of PLANTED) {
    const hidden = { note: text, [secret]: secret };
    const bodies = [
      { text },
      { value: { ...hidden, answer: text } },
      { text: 'hello', value: hidden, channelData: hidden, entities: [{ type: 'mention', text, mentioned: hidden }] },
      { text: 'hello', attachments: [{ contentType: 'text/plain', name: text, content: text, contentUrl: text }] },
      { text: 'hello', from: { id: '29:staff', name: secret }, summary: text, locale: text },
      { type: 'messageUpdate', text, channelData: { eventType: 'editMessage', ...hidden } },
      { type: 'event', name: text, value: hidden },
      { type: 'messageReaction', reactionsAdded: [{ type: text }] },
    ];
    for (const body of bodies) answers += (await chat.post(chat.activity(body))).body;
  }
  const places = {
    files: await teams.files(),
    logs: teams.logged.join(''),
    out: JSON.stringify([chat.sent, chat.refused]) + answers,
  };
  await chat.stop();
  await teams.stop();
  expect(places.files).toContain('removed]');
  for (const [kind, , secret] of PLANTED)
    for (const [place, all] of Object.entries(places))
      expect([kind, place, all.includes(secret)]).toEqual([kind, place, false]);
});

it('a return code is in no table, no file and no log, and nothing of the desk’s shows it', async () => {
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  const asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  const live = await asha.live();
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const { reference = '', returnCode: code = '' } = said.at(-1)?.channelData.pals?.handover ?? {};
  expect(code).toMatch(/^SO(-\w{4}){4}$/);
  expect(said.map(({ text }) => text).join()).toContain(code);

  const comeBack = (typed: string) => call(running.base, 'POST', '/return', { body: { code: typed } });
  const found = await comeBack(code.toLowerCase());
  expect(found.status).toBe(200);
  expect((await comeBack(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
  // Wherever somebody may write it down.
  await person.ask(`is ${code} right?`);
  await person.ask(code.slice(3).replaceAll('-', ' ').toLowerCase());
  await person.ask({ label: `My code is ${code}`, action: { handover: 'wish' } });
  await asha.does(reference, 'pickUp');
  await asha.post(`/cases/${reference}/notes`, { text: `The caller says ${code}` });
  await asha.says(reference, `Is it ${code}?`);
  await asha.call(reference);
  await asha.enter(reference, `it is ${code}`);
  const heard = await asha.hears(reference);
  await asha.does(reference, 'endCall');
  const caller = await asha.call();
  const theirs = await asha.returnCode(caller.reference);
  await asha.enter(caller.reference, { label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  await asha.does(caller.reference, 'endCall');
  await asha.post(`/cases/${reference}/read`);
  await asha.does(reference, 'close', { reason: 'phoned' });
  // The owner still reads it, from the start and on another device.
  expect(JSON.stringify((await person.read(0)).activities)).toContain(code);

  const desk = JSON.stringify([
    heard,
    live.events,
    ...(await Promise.all(
      ['', '/transcript', '/history', '/notes'].map(
        async (rest) => (await asha.get(`/cases/${reference}${rest}`)).body,
      ),
    )),
    (await asha.post('/search', { words: reference })).body,
    (await asha.get('/report.csv')).body,
  ]);
  expect(desk).toContain(`${reference}-****-****`);
  live.close();
  const before = running.stored();
  expect(before).toContain(`${reference}-****-****`);
  const logs = running.logged();
  running = await running.restart();
  const places = { files: before + running.stored(), logs: logs + running.logged(), desk };
  for (const secret of [code.slice(-9), theirs.slice(-9)])
    for (const form of [secret, secret.replace('-', ''), secret.replace('-', ' ')])
      for (const [place, text] of Object.entries(places))
        expect([form, place, text.toUpperCase().includes(form)]).toEqual([form, place, false]);
});
