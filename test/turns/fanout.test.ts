import fc from 'fast-check';
import type { LoggedActivity } from '../../storage/port';
import { Fanout } from '../../turns/fanout';

const event = (seq: number): LoggedActivity => ({
  conversationId: 'c',
  seq,
  id: `c|${seq}`,
  from: 'person',
  at: '',
  clientId: null,
  replyTo: null,
  about: [],
  body: { kind: 'event', name: 'other' },
});

class Log {
  readonly all: LoggedActivity[] = [];
  isBroken = false;
  signal(): void {
    // Nobody else is there.
  }
  add(count: number): LoggedActivity[] {
    const added = Array.from({ length: count }, (_, i) => event(this.all.length + 1 + i));
    this.all.push(...added);
    return added;
  }
  async read(_id: string, after: number, limit: number): Promise<readonly LoggedActivity[]> {
    await Promise.resolve();
    if (this.isBroken) throw new Error('broken');
    return this.all.slice(after, after + limit);
  }
}

const collector = () => {
  const seqs: number[] = [];
  return {
    seqs,
    listener: {
      send: (all: readonly LoggedActivity[]) => void seqs.push(...all.map(({ seq }) => seq)),
      ended: () => undefined,
    },
  };
};
const from = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a listener', () => {
  it('is sent everything after its watermark once and in order, however publications race', async () => {
    const steps = fc.array(
      fc.record({
        write: fc.integer({ min: 1, max: 3 }),
        publishLater: fc.integer({ min: 0, max: 4 }),
        /** So long the reading of the log goes on meanwhile. */
        pause: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 20 },
    );
    const property = fc.asyncProperty(
      steps,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 20 }),
      async (all, watermark, joinsAt) => {
        const log = new Log();
        log.add(5);
        const fanout = new Fanout(log);
        const { seqs, listener } = collector();
        const waiting: { due: number; batch: LoggedActivity[] }[] = [];
        for (const [now, { write, publishLater, pause }] of all.entries()) {
          if (now === joinsAt) fanout.subscribe('c', watermark, listener);
          waiting.push({ due: now + publishLater, batch: log.add(write) });
          for (const { due, batch } of waiting) if (due === now) fanout.publish(batch);
          for (let i = 0; i < pause; i += 1) await Promise.resolve();
        }
        if (joinsAt >= all.length) fanout.subscribe('c', watermark, listener);
        for (const { due, batch } of waiting) if (due >= all.length) fanout.publish(batch);
        await settled();
        expect(seqs).toEqual(from(watermark + 1, log.all.length));
      },
    );
    await fc.assert(property);
  });

  it('gets a long backlog whole', async () => {
    const log = new Log();
    log.add(1_001);
    const { seqs, listener } = collector();
    await new Fanout(log).subscribe('c', 0, listener).caughtUp;
    expect(seqs).toEqual(from(1, 1_001));
  });

  it('that could not be served is served from its mark the next time', async () => {
    const log = new Log();
    const fanout = new Fanout(log);
    const { seqs, listener } = collector();
    await fanout.subscribe('c', 0, listener).caughtUp;
    const first = log.add(1);
    const second = log.add(1);
    log.isBroken = true;
    fanout.publish(second);
    await settled();
    log.isBroken = false;
    fanout.publish(log.add(1));
    await settled();
    fanout.publish(first);
    await settled();
    expect(seqs).toEqual([1, 2, 3]);
  });

  it('whose log cannot be read from the start is told so', async () => {
    const log = new Log();
    log.isBroken = true;
    const fanout = new Fanout(log);
    await expect(fanout.subscribe('c', 0, collector().listener).caughtUp).rejects.toThrow('broken');
    expect(fanout.listeners('c')).toBe(0);
  });

  it('that leaves in the middle of a long backlog is read for no longer', async () => {
    const log = new Log();
    log.add(1_001);
    let pages = 0;
    const read = log.read.bind(log);
    log.read = async (...asked) => {
      pages += 1;
      await settled();
      return pages > 20 ? [] : read(...asked);
    };
    const { seqs, listener } = collector();
    const leaves = new Fanout(log).subscribe('c', 0, listener);
    await settled();
    leaves.stop();
    await leaves.caughtUp;
    // What was asked for before they left is the last.
    expect([seqs.length, pages]).toEqual([200, 2]);
  });

  it('that cannot take what comes keeps it from nobody else, and is served the next time', async () => {
    const log = new Log();
    const fanout = new Fanout(log);
    const [broken, well] = [collector(), collector()];
    let isBroken = false;
    const send = (all: readonly LoggedActivity[]): void => {
      if (isBroken) throw new Error('gone');
      broken.listener.send(all);
    };
    await fanout.subscribe('c', 0, { ...broken.listener, send }).caughtUp;
    await fanout.subscribe('c', 0, well.listener).caughtUp;
    isBroken = true;
    fanout.publish(log.add(1));
    isBroken = false;
    fanout.publish(log.add(1));
    await settled();
    expect([broken.seqs, well.seqs]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('that has gone gets nothing, and the others go on', async () => {
    const log = new Log();
    const fanout = new Fanout(log);
    const [gone, stays] = [collector(), collector()];
    const leaves = fanout.subscribe('c', 0, gone.listener);
    fanout.subscribe('c', 0, stays.listener);
    leaves.stop();
    fanout.publish(log.add(2));
    await settled();
    expect([gone.seqs, stays.seqs, fanout.listeners('c')]).toEqual([[], [1, 2], 1]);
  });
});
