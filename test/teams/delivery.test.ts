import { Delivery } from '../../channels/teams/delivery';
import { sendWithin } from '../../channels/teams/sendWithin';

const recorder = () => {
  const out: string[] = [];
  return { out, send: (reply: string) => Promise.resolve(out.push(reply)) };
};

test('a post that the channel repeats waits for the first one and sends nothing again', async () => {
  const { out, send } = recorder();
  const delivery = new Delivery();
  await Promise.all([
    delivery.deliver('c', 'm', ['one', 'two'], send),
    delivery.deliver('c', 'm', ['one', 'two'], send),
  ]);
  await delivery.deliver('c', 'm', ['one', 'two'], send);
  expect(out).toEqual(['one', 'two']);
});

test('one message after another in a conversation, beside each other in two', async () => {
  const { out, send } = recorder();
  const delivery = new Delivery();
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const first = delivery.deliver('c', '1', ['first'], (reply) => slow.then(() => send(reply)));
  const second = delivery.deliver('c', '2', ['second'], send);
  await delivery.deliver('d', '3', ['elsewhere'], send);
  expect(out).toEqual(['elsewhere']);
  release();
  await Promise.all([first, second]);
  expect(out).toEqual(['elsewhere', 'first', 'second']);
});

test('what failed is sent when the channel posts again, and only that; the next message is not held up', async () => {
  const { out, send } = recorder();
  const delivery = new Delivery();
  const failing = (reply: string) => (reply === 'two' ? Promise.reject(new Error('the channel is down')) : send(reply));
  await expect(delivery.deliver('c', 'm', ['one', 'two', 'three'], failing)).rejects.toThrow('down');
  await delivery.deliver('c', 'n', ['four'], send);
  await delivery.deliver('c', 'm', ['one', 'two', 'three'], send);
  expect(out).toEqual(['one', 'four', 'two', 'three']);
});

test('what may have arrived is not sent again', async () => {
  const { out, send } = recorder();
  const delivery = new Delivery();
  const never = () => sendWithin(1, new Promise(() => undefined));
  await expect(delivery.deliver('c', 'm', ['one', 'two'], never)).rejects.toMatchObject({
    code: 'teams.sendAmbiguous',
  });
  await delivery.deliver('c', 'm', ['one', 'two'], send);
  expect(out).toEqual(['two']);
});

test('the oldest messages are forgotten', async () => {
  const { out, send } = recorder();
  const delivery = new Delivery(1);
  await delivery.deliver('c', 'm', ['one'], send);
  await delivery.deliver('c', 'n', ['two'], send);
  await delivery.deliver('c', 'm', ['one'], send);
  expect(out).toEqual(['one', 'two', 'one']);
});
