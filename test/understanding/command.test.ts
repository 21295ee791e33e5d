import { readCommand } from '../../understanding';
import { COMMANDS } from '../../understanding/types';
import commands from '../../understanding/en/commands.json';

test.each([
  ['go back', 'goBack'],
  ['Go back please!', 'goBack'],
  ['start again', 'startAgain'],
  ['talk to a person', 'talkToPals'],
  ['human please', 'talkToPals'],
  ['HUMAN', 'talkToPals'],
  ['help me now', 'helpNow'],
  ['I need help now', 'helpNow'],
  ['say that again', 'repeat'],
  ['what did you say?', 'repeat'],
  ['Show me the steps', 'showSteps'],
  ['i am unhappy', 'unhappy'],
  ["I'm unhappy", 'unhappy'],
  ['I want to make a complaint', 'unhappy'],
  ['Language', 'language'],
])('"%s" is %s', (text, command) => {
  expect(readCommand(text)).toBe(command);
});

test.each([
  ...[
    'no',
    'yes',
    'they said no',
    'not sure',
    'me',
    'Something else',
    '2',
    'I want someone else to check',
    'in hospital',
  ],
  ...['unhappy with my diagnosis', 'I want to go back to my GP', 'I am not sure', 'I cannot reach them', 'not yet', ''],
  ...[
    'I want to know the steps',
    'They will not explain',
    'My team asked another doctor themselves',
    'No, not yet',
    'home',
  ],
])('"%s" is an answer or a story, not a command', (text) => {
  expect(readCommand(text)).toBeNull();
});

it('gives no phrase to two commands', () => {
  const phrases = COMMANDS.flatMap((command) => commands[command]);
  expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
});
