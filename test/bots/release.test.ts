/** A release that comes in the middle of a conversation: the person goes on, with the answers that they gave. */
import { z } from 'zod';
import { DialogBot } from '../../bots/dialogBot';
import { Catalogue } from '../../dialogs/engine/catalogue';
import { answersOf, journeySchema, type Journey } from '../../dialogs/engine/journey';
import { startOf, takeStep } from '../../dialogs/engine/step';
import { secondOpinion } from '../../dialogs/flows';
import { botParts } from './botParts';

const catalogue = new Catalogue(secondOpinion);
const bot = new DialogBot('public', botParts());
const stateSchema = z.object({ journey: journeySchema });

const answering = (...answers: string[]): Journey =>
  answers.reduce(
    (journey, answer) => {
      const taken = takeStep(catalogue, journey, { answer });
      if (taken === null) throw new Error(`"${answer}" is no answer of ${journey.at}`);
      return taken.journey;
    },
    startOf(catalogue, 'public'),
  );

const write = async (journey: unknown, id: string, text: string) => {
  const { state, replies } = await bot.turn({
    conversationId: 'c',
    locale: 'en',
    state: {
      journey,
      dialogs: { dialogStack: [{ id, state: { options: {}, values: {}, stepIndex: 0 } }] },
    },
    openCase: null,
    message: { id: 'c|9', text, action: null, verdict: { tier: null, certainty: 'none', rules: [] }, removed: [] },
  });
  return { journey: stateSchema.parse(state).journey, screen: replies.at(-1)?.screen };
};

test('a question that is still asked goes on, whatever stood on the stack of dialogs', async () => {
  const { journey, screen } = await write(answering('me', 'homeSteady'), 'aDialogOfTheLastRelease', 'no');
  expect(screen?.node).toBe('teamExplained');
  expect(answersOf(journey).map(({ question }) => question)).toEqual(['who', 'where', 'treatmentUrgent']);
});

test('a question that was removed gives way to the last one that is still asked, with the answers before it', async () => {
  const before = answering('me', 'homeSteady');
  const { journey, screen } = await write({ ...before, at: 'removedQuestion' }, 'removedQuestion', 'no');
  expect(screen?.node).toBe('where');
  expect(screen?.ask?.text).toContain('First, a safety question');
  expect(answersOf(journey)).toEqual([{ question: 'who', answer: 'me' }]);
});

test('a state that cannot be read any more begins at the first question', async () => {
  const { screen } = await write({ at: 7 }, 'who', 'me');
  expect(screen?.node).toBe('who');
});
