/** What a person's client gets of the desk on the Direct Line: words, typing, and Bot Framework's handoff.status. */
import { WebSocket } from 'ws';
import { z } from 'zod';
import { Person, runService } from '../directLine/service';
import { Advisor, codeIn } from './advisor';

const setSchema = z.object({ activities: z.array(z.looseObject({ type: z.string() })) });
const openedSchema = z.object({ streamUrl: z.string() });

test('an advisor’s words are plain text under their name; nothing else of them, and no note, goes out', async () => {
  const running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  const asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  const person = await Person.start(running.base);
  const socket = new WebSocket(openedSchema.parse((await person.call('GET', '?watermark=')).body).streamUrl);
  const came: z.infer<typeof setSchema>['activities'] = [];
  const hasCome = (isIt: (one: (typeof came)[number]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (came.some(isIt)) resolve();
        else setTimeout(look, 10);
      };
      look();
    });
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    if (text !== '') came.push(...setSchema.parse(JSON.parse(text)).activities);
  });

  await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const reference = (await asha.cases('waiting'))[0]?.reference ?? '';
  await asha.does(reference, 'pickUp');
  await asha.post(`/cases/${reference}/notes`, { text: 'private' });
  await asha.says(reference, '<b>Hello</b> [x](https://evil.example)', 'of-the-desk');
  await asha.post(`/cases/${reference}/typing`);
  await hasCome(({ type }) => type === 'typing');
  // Typing is from the advisor too, carries no channel data, and may overtake the words.
  const isWords = ({ channelData }: (typeof came)[number]): boolean =>
    JSON.stringify(channelData ?? null).includes('palsAdvisor');
  await hasCome(isWords);

  const from = { id: 'advisor', role: 'bot', name: 'Asha Rao' };
  const words = came.find(isWords);
  expect(words).toMatchObject({
    ...{ type: 'message', textFormat: 'plain', text: '<b>Hello</b> [x](https://evil.example)', from },
    channelData: { palsAdvisor: { name: 'Asha Rao' } },
  });
  expect(came.find(({ type }) => type === 'typing')).toMatchObject({ from });
  const told = came.filter(({ name }) => name === 'handoff.status').map(({ value, from: by }) => ({ value, by }));
  expect(told).toEqual(
    ['pickedUp', 'joined'].map((what) => ({
      value: { reference, state: 'accepted', what, advisor: 'Asha Rao', reason: null },
      by: { id: 'pals', role: 'bot' },
    })),
  );
  const everything = JSON.stringify(came);
  expect(everything).not.toContain('private');
  expect(everything).not.toContain(asha.id);
  expect(everything).not.toContain('of-the-desk');
  // Read again from the start, typing is not there: it is kept nowhere.
  const { body } = await person.call('GET', '/activities?watermark=');
  expect(setSchema.parse(body).activities.map(({ type }) => type)).not.toContain('typing');
  socket.close();
  await running.dispose();
});
