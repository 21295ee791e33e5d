/** What the meaning of messages is learned from: the phrases, the buttons' words, and the ways of saying yes and no. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import { secondOpinion } from '../../dialogs/flows';
import { en } from '../../locales/en';
import { flatten } from '../../locales/wordFiles';
import answers from '../../understanding/en/answers.json';
import commands from '../../understanding/en/commands.json';
import yesNo from '../../understanding/en/yesNo.json';
import { NONE } from '../../understanding/meaning/heads';
import { isMenu, topicOf } from '../../understanding/meaning/topics';
import { COMMANDS } from '../../understanding/vocabulary';
import type { LabelledLine } from './labelled';
import type { Head, HeadExample } from './trainHeads';

const catalogue = new Catalogue(secondOpinion);

/** Written by the thousand, beside a few hundred of what is to be learned. */
const LITTLE = 0.1;
/** Of so many messages for a goal each counts in full. */
const EACH_GOAL = 12;
const APPROVED: readonly HeadExample[] = Object.entries(answers).flatMap(([id, texts]) =>
  texts.map((text) => ({ text, classId: id })),
);

/** The words of a button, and those that are different in another voice. */
function labelsOf(question: string, answer: string): string[] {
  const key = `${catalogue.flowOf(question) ?? ''}:${question}.answers.${answer}`;
  return [...flatten(en)].flatMap(([id, text]) => (id === key || id.startsWith(`${key}_`) ? [text] : []));
}

const stable = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
const head = (id: string, examples: readonly HeadExample[]): Head => ({
  id,
  classes: stable(examples.map(({ classId }) => classId)),
  examples,
});

function answerHeads(phrases: readonly LabelledLine[]): Head[] {
  const topics = new Map<string, string[]>();
  for (const question of catalogue.questions.keys())
    topics.set(topicOf(question), [...(topics.get(topicOf(question)) ?? []), question]);
  return [...topics].map(([topic, questions]): Head => {
    const known = stable(questions.flatMap((one) => Object.keys(catalogue.question(one).question.answers)));
    const said = phrases.flatMap(({ text, asked, answer }): HeadExample[] =>
      asked === undefined || answer === undefined || topicOf(asked) !== topic
        ? []
        : [{ text, classId: answer ?? NONE }],
    );
    const approved = APPROVED.flatMap(({ text, classId }) => {
      const [question = '', answer = ''] = classId.split('.');
      return topicOf(question) === topic ? [{ text, classId: answer }] : [];
    });
    const bare = (['yes', 'no', 'notSure', 'notYet'] as const).flatMap((kind) =>
      known.includes(kind) ? yesNo[kind].map((text) => ({ text, classId: kind, weight: 0.5 })) : [],
    );
    const labels = questions.flatMap((question) =>
      Object.keys(catalogue.question(question).question.answers).flatMap((answer) =>
        labelsOf(question, answer).map((text) => ({ text, classId: answer })),
      ),
    );
    return { id: `answer:${topic}`, classes: [...known, NONE], examples: [...said, ...approved, ...bare, ...labels] };
  });
}

/** Which question a piece of a message answers. */
function topicHead(phrases: readonly LabelledLine[]): Head {
  const said = phrases.flatMap(({ text, label, asked, answer, goal }): HeadExample[] =>
    asked !== undefined && answer !== undefined && answer !== null
      ? [{ text, classId: topicOf(asked) }]
      : label === 'off_topic' || label === 'thanks_goodbye' || label === 'ordinary' || goal !== undefined
        ? [{ text, classId: NONE, weight: LITTLE }]
        : [],
  );
  const approved = APPROVED.map(({ text, classId }) => ({ text, classId: topicOf(classId.split('.')[0] ?? '') }));
  return head('topic', [...said, ...approved]);
}

const KINDS = new Map([
  ['answer', 'answer'],
  ['goal', 'question'],
  ['ordinary', 'question'],
  ['off_topic', NONE],
  ['thanks_goodbye', NONE],
  ['personal_info', NONE],
  ['ask_human', NONE],
]);

/** Whether a message answers what is asked, asks something itself, or neither. */
function kindHead(phrases: readonly LabelledLine[]): Head {
  const said = phrases.flatMap(({ text, label, asked, answer, command }): HeadExample[] => {
    if (asked !== undefined && isMenu(asked)) return [];
    const classId = answer === null || command !== undefined ? NONE : KINDS.get(label);
    return classId === undefined ? [] : [{ text, classId }];
  });
  const approved = APPROVED.flatMap(({ text, classId }) =>
    isMenu(classId.split('.')[0] ?? '') ? [] : [{ text, classId: 'answer', weight: 0.5 }],
  );
  return head('kind', [...said, ...approved]);
}

/** A goal that many write about does not count more than one that few do. */
function goalHead(phrases: readonly LabelledLine[]): Head {
  const said = phrases.flatMap(({ text, goal }) => (goal === undefined ? [] : [{ text, classId: goal }]));
  const times = new Map<string, number>();
  for (const { classId } of said) times.set(classId, (times.get(classId) ?? 0) + 1);
  return head(
    'goal',
    said.map((one) => ({ ...one, weight: Math.min(1, (EACH_GOAL / (times.get(one.classId) ?? 1)) ** 1.3) })),
  );
}

/** What is said to the conversation itself, in words that are no command of the list. */
function commandHead(phrases: readonly LabelledLine[]): Head {
  const listed = COMMANDS.flatMap((command) => commands[command].map((text) => ({ text, classId: command })));
  const said = phrases.flatMap(({ text, label, command, answer, goal }): HeadExample[] =>
    command !== undefined
      ? [{ text, classId: command }]
      : label === 'off_topic'
        ? [{ text, classId: 'offTopic', weight: 0.3 }]
        : label === 'ordinary' || label === 'unhappy' || (answer ?? goal) !== undefined
          ? [{ text, classId: NONE, weight: LITTLE }]
          : [],
  );
  return head('command', [...listed, ...said]);
}

/** What only looks like an emergency teaches nothing of what people mean otherwise. */
const isTrap = ({ note }: LabelledLine): boolean => note.includes('[trap]');

export function headsOf(all: readonly LabelledLine[]): Head[] {
  const phrases = all.filter((one) => !isTrap(one));
  return [kindHead(phrases), commandHead(phrases), goalHead(phrases), topicHead(phrases), ...answerHeads(phrases)];
}
