/** The way that the load walks stays one that the bot knows: a flow that changes tells it here, not in a measurement. */
import { createPatientBot } from '../../bots/patientBot';
import type { Bot, TurnResult } from '../../bots/turn';
import { LAP } from '../../scripts/bench/lap';
import { botParts } from '../bots/botParts';

const bot: Bot = createPatientBot(botParts());
const verdict = { tier: null, certainty: 'none' as const, rules: [] };
const common = { conversationId: 'lap', locale: 'en', openCase: null };

test('every press opens what the load waits for, on the first lap and on the next', async () => {
  let last: TurnResult = await bot.turn({ ...common, state: null, message: null });
  const opened: string[] = [];
  for (const { action } of [...LAP, ...LAP]) {
    const message = { id: `m${opened.length}`, text: '', action, verdict, removed: [] };
    last = await bot.turn({ ...common, state: last.state, message });
    opened.push(...last.replies.map(({ screen }) => screen.node));
  }
  expect(opened).toEqual([...LAP, ...LAP].map(({ opens }) => opens));
});

test('a lap asks questions and gives an outcome', async () => {
  let last: TurnResult = await bot.turn({ ...common, state: null, message: null });
  const kinds: string[] = [];
  for (const { action } of LAP) {
    const message = { id: `m${kinds.length}`, text: '', action, verdict, removed: [] };
    last = await bot.turn({ ...common, state: last.state, message });
    kinds.push(...last.replies.map(({ screen }) => screen.kind));
  }
  expect(kinds.filter((kind) => kind === 'outcome')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'question')).toHaveLength(LAP.length - 1);
});
