/** Every card that staff can be shown, read by Microsoft's own renderer as Teams' clients read it. */
import { createStaffBot } from '../../bots/staffBot';
import { replyActivity, type TeamsReply } from '../../channels/teams/replyActivity';
import { Catalogue } from '../../dialogs/engine/catalogue';
import { exploreStates } from '../../dialogs/engine/paths';
import { startOf } from '../../dialogs/engine/step';
import { secondOpinion } from '../../dialogs/flows';
import { botParts } from '../bots/botParts';
import { MOST_BYTES, problemsOf } from './cardProblems';

const catalogue = new Catalogue(secondOpinion);
const nothingFound = { tier: null, certainty: 'none' as const, rules: [] };

/** What each place says when it is asked to say it again, wherever a member of staff can come from. */
async function everyReply(): Promise<TeamsReply[]> {
  const bot = createStaffBot(botParts());
  const fresh = startOf(catalogue, 'staff');
  const all: TeamsReply[] = [];
  const seen = new Set<string>();
  for (const { standing } of exploreStates(catalogue, 'staff', { interruptions: true }).values()) {
    if (standing.at === 'handoverLive') continue;
    const { replies } = await bot.turn({
      conversationId: 'c',
      locale: 'en',
      state: {
        journey: { ...fresh, ...standing },
        dialogs: { dialogStack: [{ id: standing.at, state: { options: {}, values: {}, stepIndex: 0 } }] },
      },
      openCase: null,
      message: { id: 'c|1', text: '', action: { bar: 'repeat' }, verdict: nothingFound, removed: [] },
    });
    const fresher = replies.filter((reply) => !seen.has(JSON.stringify(reply)));
    fresher.forEach((reply) => seen.add(JSON.stringify(reply)));
    all.push(...fresher);
  }
  return all;
}

const cardOf = (reply: TeamsReply, options = {}): unknown =>
  replyActivity(reply, { showPressed: true, card: 1, ...options }).attachments?.[0]?.content;

test('Microsoft’s renderer is really asked: what is wrong is found', () => {
  expect(problemsOf({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'Nonsense' }] })).not.toEqual([]);
  expect(
    problemsOf({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'a', size: 'Vast' }] }),
  ).not.toEqual([]);
  expect(
    problemsOf({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'Container', style: 'loud', items: [] }] }),
  ).not.toEqual([]);
});

test('every card of every staff question and outcome is right, open and closed, and small enough for Teams', async () => {
  const replies = await everyReply();
  expect(replies.length).toBeGreaterThan(40);
  const wrong = replies.flatMap((reply) =>
    [cardOf(reply), cardOf(reply, { closed: { chosen: 'Yes' } }), cardOf(reply, { showPressed: false })].flatMap(
      (card) => {
        const size = Buffer.byteLength(JSON.stringify(card));
        return [...problemsOf(card), ...(size > MOST_BYTES ? [`${size} bytes`] : [])].map(
          (problem) => `${reply.text.slice(0, 60)}: ${problem}`,
        );
      },
    ),
  );
  expect(wrong).toEqual([]);
}, 60_000);

test('no label is put where Teams cuts it: each button is a box in which its label wraps', async () => {
  for (const reply of await everyReply()) {
    const card = JSON.stringify(cardOf(reply));
    expect(card).not.toContain('ActionSet');
    expect(card).not.toContain('"actions"');
  }
}, 60_000);
