/**
 * G1: stored before acknowledged. People who write without a pause, as a client does whose server may go away at any
 * instant; afterwards no acknowledged message is lost, doubled, out of order or without its answer.
 */
import { Person } from '../directLine/service';

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries until it is taken; always under the same client id. */
async function untilTaken<T>(attempt: () => Promise<T>, isOver: () => boolean): Promise<T | null> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      if (isOver()) return null;
      await pause(20);
    }
  }
}

export class ManyChats {
  readonly #acknowledged = new Map<Person, { readonly clientId: string; readonly id: string }[]>();
  readonly #writers: readonly Promise<void>[];
  #isOver = false;

  constructor(
    private readonly base: string,
    private readonly chats: number,
  ) {
    this.#writers = Array.from({ length: chats }, (_, name) => this.#write(name));
  }

  /** Ends the writing, and looks at every chat. Gives how many messages were acknowledged. */
  async checked(): Promise<number> {
    await this.end();
    let messages = 0;
    for (const [person, mine] of this.#acknowledged) {
      const activities = await settled(person);
      const ids = activities.map(({ id }) => id);
      const said = activities.filter(({ from }) => from.role === 'user');
      const clientIds = said.map(({ channelData }) => channelData.clientActivityID);
      // In the log's order and without gaps.
      expect(ids).toEqual(ids.map((_, i) => `${person.id}|${String(i + 1).padStart(7, '0')}`));
      // None doubled.
      expect(new Set(clientIds).size).toBe(clientIds.length);
      // None lost, each where its acknowledgement said, and in the order in which they were written.
      const kept = said.filter(({ channelData }) =>
        mine.some(({ clientId }) => clientId === channelData.clientActivityID),
      );
      expect(kept.map(({ id, channelData }) => ({ clientId: channelData.clientActivityID, id }))).toEqual(mine);
      // Each answered once, after it.
      for (const { id } of said) {
        const answers = activities.filter(({ replyToId }) => replyToId === id);
        expect([id, answers.length]).toEqual([id, 1]);
        expect(ids.indexOf(answers[0]?.id ?? '')).toBeGreaterThan(ids.indexOf(id));
      }
      messages += mine.length;
    }
    expect(this.#acknowledged.size).toBe(this.chats);
    return messages;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#writers);
  }

  async #write(name: number): Promise<void> {
    const person = await untilTaken(
      () => Person.start(this.base),
      () => this.#isOver,
    );
    if (person === null) return;
    const mine: { clientId: string; id: string }[] = [];
    this.#acknowledged.set(person, mine);
    for (let i = 0; !this.#isOver; i += 1) {
      const clientId = `chat-${name}-${i}`;
      const id = await untilTaken(
        () => person.say(`qwertz ${name} ${i}`, clientId),
        () => this.#isOver,
      );
      if (id !== null) mine.push({ clientId, id });
    }
  }
}

/** The whole log, once the last message has its answer. */
async function settled(person: Person) {
  for (const since = Date.now(); ;) {
    const all = [];
    for (let set = await person.read(0); set.activities.length > 0; set = await person.read(set.watermark)) {
      all.push(...set.activities);
    }
    const said = all.filter(({ from }) => from.role === 'user');
    const answered = new Set(all.map(({ replyToId }) => replyToId));
    if (said.every(({ id }) => answered.has(id))) return all;
    if (Date.now() - since > 30_000) throw new Error('a message is not answered');
    await pause(50);
  }
}
