import { replyActivity } from '../../channels/teams/replyActivity';

const plain = { showPressed: false, card: null };
const inTeams = { ...plain, showPressed: true };
const choice = (label: string) => ({ id: label, label, action: { at: 'here', answer: label } });
const reply = {
  text: 'Title\n\nA line.\n\n- one\n- two\n\nThe policy\n\n- Phone 020 7946 0000\n- Policy on consent\n\nWhich?',
  screen: {
    title: { id: 't', text: 'Title' },
    parts: [
      {
        kind: 'signpost' as const,
        id: 'E-X',
        title: { id: 'p', text: 'The policy' },
        lines: [],
        items: [],
        contacts: [
          { id: '1', label: 'Phone 020 7946 0000', href: 'tel:+442079460000' },
          { id: '2', label: 'Policy on consent', href: 'https://example.nhs.uk/consent' },
        ],
      },
    ],
    ask: { id: 'a', text: 'Which?' },
    answers: [choice('Yes')],
    offers: [choice('More'), choice('Other')],
  },
};

test('a line is a block: the title large, the question bold, then answers, then offers below a rule', () => {
  const [card] = replyActivity(reply, plain).attachments ?? [];
  expect(card).toMatchSnapshot();
});

test('phone numbers and pages are links', () => {
  const sent = JSON.stringify(replyActivity(reply, plain));
  expect(sent).toContain('- [Phone 020 7946 0000](tel:+442079460000)');
  expect(sent).toContain('- [Policy on consent](https://example.nhs.uk/consent)');
});

test('in Teams a pressed label is shown as what the person said', () => {
  const sent = JSON.stringify(replyActivity(reply, inTeams));
  expect(sent).toContain('"msteams":{"type":"messageBack","text":"Yes","displayText":"Yes"}');
  expect(JSON.stringify(replyActivity(reply, plain))).not.toContain('msteams');
});

test('a notification shows the first line', () => {
  expect(replyActivity(reply, inTeams).summary).toBe('Title');
});

test('once the chat has gone on there is no button, and what was chosen stands below', () => {
  const sent = JSON.stringify(replyActivity(reply, { ...inTeams, card: 3, closed: { chosen: 'Yes' } }));
  expect(sent).toContain('\u2713 Yes');
  expect(sent).not.toContain('Action.Submit');
});
