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
  add(count: number): LoggedActivity[] {
    const added = Array.from({ length: count }, (_, i) => event(this.all.length + 1 + i));
    this.all.push(...added);
    return added;
  }
  read(_id: string, after: number, limit: number): readonly LoggedActivity[] {
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

describe('a listener', () => {
  it('is sent everything after its watermark once and in order, however publications race', () => {
    const steps = fc.array(
      fc.record({ write: fc.integer({ min: 1, max: 3 }), publishLater: fc.integer({ min: 0, max: 4 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 20 }), (all, watermark, joinsAt) => {
        const log = new Log();
        log.add(5);
        const fanout = new Fanout(log);
        const { seqs, listener } = collector();
        const waiting: { due: number; batch: LoggedActivity[] }[] = [];
        all.forEach(({ write, publishLater }, now) => {
          if (now === joinsAt) fanout.subscribe('c', watermark, listener);
          waiting.push({ due: now + publishLater, batch: log.add(write) });
          waiting
            .filter(({ due }) => due === now)
            .forEach(({ batch }) => {
              fanout.publish(batch);
            });
        });
        if (joinsAt >= all.length) fanout.subscribe('c', watermark, listener);
        waiting
          .filter(({ due }) => due >= all.length)
          .forEach(({ batch }) => {
            fanout.publish(batch);
          });
        expect(seqs).toEqual(from(watermark + 1, log.all.length));
      }),
    );
  });

  it('gets a long backlog whole', () => {
    const log = new Log();
    log.add(1_001);
    const { seqs, listener } = collector();
    new Fanout(log).subscribe('c', 0, listener);
    expect(seqs).toEqual(from(1, 1_001));
  });

  it('that could not be served is served from its mark the next time', () => {
    const log = new Log();
    const fanout = new Fanout(log);
    const { seqs, listener } = collector();
    fanout.subscribe('c', 0, listener);
    const first = log.add(1);
    const second = log.add(1);
    log.isBroken = true;
    expect(() => {
      fanout.publish(second);
    }).not.toThrow();
    log.isBroken = false;
    fanout.publish(log.add(1));
    fanout.publish(first);
    expect(seqs).toEqual([1, 2, 3]);
  });

  it('that has gone gets nothing, and the others go on', () => {
    const log = new Log();
    const fanout = new Fanout(log);
    const [gone, stays] = [collector(), collector()];
    const stop = fanout.subscribe('c', 0, gone.listener);
    fanout.subscribe('c', 0, stays.listener);
    stop();
    fanout.publish(log.add(2));
    expect([gone.seqs, stays.seqs, fanout.listeners('c')]).toEqual([[], [1, 2], 1]);
  });
});
