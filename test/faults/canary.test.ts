/**
 * Personal information in every place where a client can put something. Afterwards it is nowhere: not in the database's
 * files, not in the logs, not in anything that was sent out.
 */
import { Person, runService, type RunningService } from '../directLine/service';

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
