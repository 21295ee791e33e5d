/** A conversation by Direct Line 3.0: what is posted, echoed, answered and read again. */
import { Person, refusalSchema, runService, Stream, type RunningService } from './service';

let running: RunningService;
beforeAll(async () => {
  running = await runService({ settings: { LIMIT_STARTS_PER_MINUTE: '1000', LIMIT_MESSAGES_PER_MINUTE: '1000' } });
});
afterAll(() => running.dispose());

const start = () => Person.start(running.base);

describe('a conversation', () => {
  it('is created once with its greeting, and is there when it is started again', async () => {
    const { token } = await Person.token(running.base);
    const first = await fetch(`${running.base}/v3/directline/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const again = await fetch(`${running.base}/v3/directline/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect([first.status, again.status]).toEqual([201, 200]);
  });

  it('opens with the first question, as buttons and as a screen', async () => {
    const person = await start();
    const { activities, watermark } = await person.read();
    const last = activities.at(-1);
    expect(watermark).toBe(String(activities.length));
    expect(last?.from).toEqual({ id: 'pals', role: 'bot' });
    const screen = last?.channelData.pals;
    expect(screen?.kind).toBe('question');
    expect(last?.suggestedActions?.actions.map(({ title }) => title)).toEqual(
      [...(screen?.answers ?? []), ...(screen?.offers ?? [])].map(({ label }) => label),
    );
    expect(activities.map(({ id }) => id)).toEqual(
      activities.map((_, i) => `${person.id}|${String(i + 1).padStart(7, '0')}`),
    );
  });

  it('echoes a message to everybody, its sender too, with its client id and before its answer', async () => {
    const person = await start();
    const streams = await Promise.all([person.stream(), person.stream()]);
    const id = await person.say('For my mum', 'client-1');
    for (const stream of streams) {
      await stream.answerTo(id);
      const echo = stream.activities.findIndex((a) => a.id === id);
      const answer = stream.activities.findIndex((a) => a.replyToId === id);
      expect(stream.activities[echo]).toMatchObject({
        text: 'For my mum',
        channelData: { clientActivityID: 'client-1' },
      });
      expect(stream.activities[echo]?.from.role).toBe('user');
      expect(answer).toBeGreaterThan(echo);
      stream.close();
    }
  });

  it('goes on by a button as by the words of the button', async () => {
    const [byButton, byWords] = await Promise.all([start(), start()]);
    const screen = (await byButton.read()).activities.at(-1)?.channelData.pals;
    const choice = screen?.answers[0];
    if (choice === undefined) throw new Error('no answers');
    const pressed = await byButton.ask(choice);
    const written = await byWords.ask(choice.label);
    expect(pressed[0]).toMatchObject({ text: choice.label, value: choice.action });
    expect(pressed.at(-1)?.channelData.pals?.node).not.toBe(screen?.node);
    expect(pressed.at(-1)?.channelData.pals?.node).toBe(written.at(-1)?.channelData.pals?.node);
  });

  it('forces who spoke, where and to whom, whatever a client claims', async () => {
    const person = await start();
    const claimed = {
      type: 'message',
      text: 'hello',
      id: 'mine',
      from: { id: 'pals', role: 'bot', name: 'Dr Canary' },
      conversation: { id: 'other' },
      recipient: { id: 'x' },
      channelId: 'webchat',
      replyToId: 'x',
      timestamp: '1999-01-01T00:00:00Z',
      entities: [{ type: 'canary' }],
    };
    expect((await person.post(claimed)).status).toBe(200);
    const said = (await person.read()).activities.find(({ text }) => text === 'hello');
    expect(said?.from).toMatchObject({ role: 'user' });
    expect(said?.from.id).toMatch(/^dl_/);
    expect(said?.id.startsWith(`${person.id}|`)).toBe(true);
    expect(said?.replyToId).toBeUndefined();
    expect(JSON.stringify(said)).not.toMatch(/1999|canary|webchat"/i);
  });

  it('takes nothing at all, control characters and 10,000 characters, and asks the same question again', async () => {
    const person = await start();
    const asked = (await person.read()).activities.at(-1)?.channelData.pals?.node;
    const all = ['', ' \u0000\u0007\u202e\ud800', '🙂'.repeat(5_000), 'one hundred '.repeat(833), 'أريد رأيا ثانيا'];
    for (const text of all) {
      const answer = await person.ask(text);
      expect(answer.at(-1)?.channelData.pals?.node).toBe(asked);
    }
    expect((await person.read()).activities.filter(({ from }) => from.role === 'user')).toHaveLength(all.length);
  });

  it('keeps a message with an attachment, reads its text, and says that the attachment was not kept', async () => {
    const person = await start();
    const stream = await person.stream();
    const { status } = await person.post({
      type: 'message',
      text: 'Me',
      attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,Y2FuYXJ5', name: 'canary.png' }],
    });
    expect(status).toBe(200);
    await stream.until(({ activities }) => activities.some(({ replyToId }) => replyToId !== undefined));
    const answer = stream.activities.at(-1);
    expect(answer?.text).toMatch(/cannot take files, pictures or recordings/);
    expect(answer?.channelData.pals?.parts[0]).toMatchObject({ line: { id: 'errors:attachment' } });
    stream.close();
  });

  it('shows the safety card before anything about an attachment', async () => {
    const person = await start();
    const stream = await person.stream();
    await person.post({ type: 'message', text: 'He is not breathing', attachments: [{ name: 'x' }] });
    await stream.until(({ activities }) => activities.some(({ replyToId }) => replyToId !== undefined));
    const card = stream.activities.find(({ replyToId }) => replyToId !== undefined);
    expect(card?.channelData.pals).toMatchObject({ tier: 'T0', pinned: true });
    expect(card?.text?.indexOf('999')).toBeLessThan(card?.text?.indexOf('attached') ?? -1);
    stream.close();
  });

  it('takes events, which are echoed and not answered, and typing, which is not kept', async () => {
    const person = await start();
    const { watermark } = await person.read();
    for (const body of [
      { type: 'event', name: 'webchat/join', value: { language: 'canary' }, channelData: { clientActivityID: 'e1' } },
      { type: 'event', name: 'Jane Canary, 07700 900123' },
      { type: 'messageReaction' },
      { type: 'typing' },
    ]) {
      expect((await person.post(body)).status).toBe(200);
    }
    const { activities } = await person.read(watermark);
    expect(activities.map(({ type, channelData }) => [type, channelData.clientActivityID])).toEqual([
      ['event', 'e1'],
      ['event', undefined],
      ['event', undefined],
    ]);
    expect(JSON.stringify(activities)).not.toMatch(/canary|900123/i);
  });

  it('refuses an upload with a kind sentence', async () => {
    const person = await start();
    const file = { 'content-type': 'image/png' };
    const { status, body } = await person.call('POST', '/upload?userId=me', 'x'.repeat(2_000_000), file);
    expect(status).toBe(415);
    expect(refusalSchema.parse(body).error.message).toMatch(/cannot take/);
  });
});

describe('G2: shown once', () => {
  it('gives one activity, one turn and one answer, however often it is posted at once', async () => {
    const person = await start();
    const ids = await Promise.all(Array.from({ length: 20 }, () => person.say('Me', 'same')));
    expect(new Set(ids).size).toBe(1);
    const stream = await person.stream();
    await stream.answerTo(ids[0] ?? '');
    await person.say('Me', 'same');
    const { activities } = await person.read();
    expect(activities.filter(({ from }) => from.role === 'user')).toHaveLength(1);
    expect(activities.filter(({ replyToId }) => replyToId !== undefined)).toHaveLength(1);
    stream.close();
  });

  it('refuses other content under the same client id with 409, and keeps the first', async () => {
    const person = await start();
    await person.say('Me', 'same');
    const other = await person.post({ type: 'message', text: 'Other', channelData: { clientActivityID: 'same' } });
    expect(other.status).toBe(409);
    const mine = (await person.read()).activities.filter(({ from }) => from.role === 'user');
    expect(mine.map(({ text }) => text)).toEqual(['Me']);
  });
});

describe('G3: one order for everyone', () => {
  it('is the same for two streams and a reader, with each answer after its message', async () => {
    const person = await start();
    const streams = await Promise.all([person.stream(), person.stream()]);
    const ids = await Promise.all(Array.from({ length: 15 }, (_, i) => person.say(`message ${i}`)));
    for (const id of ids) await Promise.all(streams.map((stream) => stream.answerTo(id)));
    const { activities } = await person.read();
    const order = activities.map(({ id }) => id);
    for (const stream of streams) expect(stream.activities.map(({ id }) => id)).toEqual(order);
    const answered = activities.flatMap(({ replyToId }) => replyToId ?? []);
    // Answered in the order in which they stand, each once.
    expect(answered).toEqual(order.filter((id) => ids.includes(id)));
    activities.forEach(({ replyToId }, i) => {
      if (replyToId !== undefined) expect(order.indexOf(replyToId)).toBeLessThan(i);
    });
    streams.forEach((stream) => {
      stream.close();
    });
  });
});

describe('G4: coming back loses nothing', () => {
  it('gives every later activity once from every watermark, by reading and by streaming', async () => {
    const person = await start();
    for (let i = 0; i < 6; i += 1) await person.ask(`message ${i}`);
    const { activities } = await person.read();
    const ids = activities.map(({ id }) => id);
    for (let watermark = 0; watermark <= ids.length; watermark += 1) {
      const later = await person.read(watermark);
      expect(later.activities.map(({ id }) => id)).toEqual(ids.slice(watermark));
      expect(later.watermark).toBe(String(ids.length));
      const stream = await person.stream(watermark);
      await stream.until((s) => s.activities.length >= ids.length - watermark);
      expect(stream.activities.map(({ id }) => id)).toEqual(ids.slice(watermark));
      stream.close();
    }
    for (const start of ['', '-', '0']) expect((await person.read(start)).activities).toHaveLength(ids.length);
  });

  it('misses and doubles nothing while streams come and go in the middle of a busy chat', async () => {
    const person = await start();
    const total = 30;
    const writing = (async () => {
      for (let i = 0; i < total; i += 1) await person.say(`message ${i}`);
    })();
    const seen: string[] = [];
    let isDone = false;
    while (!isDone) {
      const stream = await person.stream(seen.length);
      // The greeting, and each message with its answer: no more than is still to come.
      const wanted = Math.min(1 + (seen.length % 3), 1 + 2 * total - seen.length);
      await stream.until((s) => s.activities.length >= wanted);
      stream.socket.terminate();
      seen.push(...stream.activities.map(({ id }) => id));
      const { activities } = await person.read();
      isDone =
        activities.filter(({ from }) => from.role === 'user').length === total &&
        activities.filter(({ replyToId }) => replyToId).length >= total &&
        seen.length >= activities.length;
      if (isDone) expect(seen).toEqual(activities.map(({ id }) => id));
    }
    await writing;
  });

  it('resumes at the same question after a restart, with the log whole', async () => {
    let own = await runService();
    try {
      const person = await Person.start(own.base);
      const moved = (await person.ask('Me')).at(-1)?.channelData.pals?.node;
      const before = await person.read();
      const oldStream = await person.stream(before.watermark);
      own = await own.restart();
      await oldStream.until(({ closedWith }) => closedWith !== null);
      expect(oldStream.closedWith).toBe(1012);
      const back = person.at(own.base);
      expect(await back.read()).toEqual(before);
      expect((await back.ask('qwertyuiop')).at(-1)?.channelData.pals?.node).toBe(moved);
    } finally {
      await own.dispose();
    }
  });
});

describe('clear this chat', () => {
  it('deletes what was said, from the files too, closes its streams, and opens nothing with the old token', async () => {
    const own = await runService();
    try {
      const [person, other] = [await Person.start(own.base), await Person.start(own.base)];
      await person.ask('zanzibarcanary is what I wrote');
      await other.ask('tasmaniacanary is what I wrote');
      const stream = await person.stream();
      expect(own.stored()).toMatch(/zanzibarcanary/);
      expect((await person.call('DELETE', '')).status).toBe(204);
      await stream.until(({ closedWith }) => closedWith !== null);
      expect(own.stored()).not.toMatch(/zanzibarcanary/);
      expect(own.stored()).toMatch(/tasmaniacanary/);
      for (const [method, rest, body] of [
        ['GET', '/activities'],
        ['GET', ''],
        ['POST', '/activities', { type: 'message', text: 'x' }],
      ] as const) {
        expect((await person.call(method, rest, body)).status).toBe(404);
      }
      await expect(Stream.open(person.streamUrl)).rejects.toThrow(/404/);
      expect((await person.call('DELETE', '')).status).toBe(204);
      expect((await other.read()).activities.some(({ text }) => text?.includes('tasmania'))).toBe(true);
    } finally {
      await own.dispose();
    }
  });
});
