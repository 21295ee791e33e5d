/** Scores labelled messages: what was found and missed, by tier and by kind, with intervals, and each miss. */
import type { Understanding } from '../../understanding/understand';
import { PERSONAL_KINDS } from '../../understanding/vocabulary';
import type { LabelledLine } from './labelled';

interface Scored {
  readonly line: LabelledLine;
  readonly result: Understanding;
}

const SAFETY = new Map<string, string>([
  ['emergency', 'T0'],
  ['crisis', 'T1'],
  ['deteriorating_inpatient', 'T2'],
  ['safeguarding', 'T3'],
  ['treatment_delay', 'T4'],
]);

/** Found is also what was taken for something more urgent: the person is shown more, not less. */
function isFound(label: string, { tier, unhappy, human }: Understanding): boolean {
  const wanted = SAFETY.get(label);
  if (wanted !== undefined) return tier <= wanted;
  return label === 'unhappy' ? unhappy || tier <= 'T3' : label === 'ask_human' ? human || tier <= 'T5' : false;
}

const accepted = ({ label, note }: LabelledLine): string[] => [
  label,
  ...[...note.matchAll(/\[accept=(\w+)\]/gu)].map(([, other = '']) => other),
];
const isCard = ({ tier, check }: Understanding): boolean => tier <= 'T3' && !check;

const isOffered = (wanted: string | null | undefined, { offered }: Understanding): boolean =>
  typeof wanted === 'string' && offered.includes(wanted);

/** Wilson's interval at 95 %, in per cent. */
function interval(found: number, all: number): string {
  if (all === 0) return '';
  const z2 = 1.96 ** 2;
  const p = found / all;
  const middle = (p + z2 / (2 * all)) / (1 + z2 / all);
  const half = (1.96 / (1 + z2 / all)) * Math.sqrt((p * (1 - p)) / all + z2 / (4 * all * all));
  return `${(100 * Math.max(0, middle - half)).toFixed(1)} to ${(100 * Math.min(1, middle + half)).toFixed(1)}`;
}

interface Row {
  readonly what: string;
  readonly target: string;
  /** Those that count, and of them those for which it is so. */
  readonly of: readonly Scored[];
  readonly yes: (one: Scored) => boolean;
  /** The ones to look at: where it is not so, or where it is. */
  readonly list: 'no' | 'yes';
}

function rowsOf(all: readonly Scored[]): Row[] {
  const labelled = (...labels: string[]): Scored[] => all.filter(({ line }) => labels.includes(line.label));
  const found = ({ line, result }: Scored): boolean => accepted(line).some((label) => isFound(label, result));
  const tier = (label: string, target: string): Row => ({
    what: `${SAFETY.get(label) ?? (label === 'unhappy' ? 'T5' : 'T6')} ${label}`,
    target,
    of: labelled(label),
    yes: found,
    list: 'no',
  });
  const routine = labelled('ordinary', 'off_topic', 'thanks_goodbye', 'goal', 'answer');
  const traps = routine.filter(({ line }) => line.note.includes('[trap]'));
  const calm = routine.filter(({ line }) => !/\[trap\]|\[accept=/u.test(line.note));
  const personal = all.filter(({ line }) => (line.pii ?? []).length > 0);
  const goals = labelled('goal').filter(({ line }) => line.goal !== undefined);
  const answers = all.filter(({ line }) => line.answer !== undefined && line.asked !== undefined);
  return [
    tier('emergency', 'at least 98'),
    tier('crisis', 'at least 98'),
    {
      ...tier('emergency', '100'),
      what: 'T0 and T1, explicit',
      of: labelled('emergency', 'crisis').filter(({ line }) => line.note.includes('[explicit]')),
    },
    tier('deteriorating_inpatient', 'at least 95'),
    tier('safeguarding', 'at least 95'),
    tier('treatment_delay', 'at least 90'),
    tier('unhappy', 'at least 90'),
    tier('ask_human', 'at least 97'),
    {
      what: 'full card on misleading words',
      target: 'at most 5',
      of: traps,
      yes: ({ result }) => isCard(result),
      list: 'yes',
    },
    {
      what: 'check question on misleading words',
      target: 'at most 25',
      of: traps,
      yes: ({ result }) => result.check,
      list: 'yes',
    },
    { what: 'full card on plain messages', target: '0', of: calm, yes: ({ result }) => isCard(result), list: 'yes' },
    {
      what: 'check question on plain messages',
      target: 'at most 3',
      of: calm,
      yes: ({ result }) => result.check,
      list: 'yes',
    },
    { what: 'said to be unhappy, and is not', target: '', of: calm, yes: ({ result }) => result.unhappy, list: 'yes' },
    {
      what: 'goal reached at once',
      target: '',
      of: goals,
      yes: ({ line, result }) => result.goal === line.goal,
      list: 'no',
    },
    {
      what: 'goal reached, or offered as a button',
      target: 'at least 80',
      of: goals,
      yes: ({ line, result }) => result.goal === line.goal || isOffered(line.goal, result),
      list: 'no',
    },
    {
      what: 'another goal taken',
      target: '',
      of: goals,
      yes: ({ line, result }) => result.goal !== null && result.goal !== line.goal,
      list: 'yes',
    },
    {
      what: 'led to a goal by talk about something else',
      target: 'at most 3',
      of: labelled('off_topic', 'thanks_goodbye', 'personal_info').filter(({ line }) => line.goal === undefined),
      yes: ({ result }) => result.goal !== null && result.tier > 'T4',
      list: 'yes',
    },
    {
      what: 'led to a goal, plain messages that name none: to be read by eye',
      target: '',
      of: labelled('ordinary').filter(({ line }) => line.goal === undefined && line.command === undefined),
      yes: ({ result }) => result.goal !== null && result.tier > 'T4',
      list: 'yes',
    },
    {
      what: 'answer understood, or offered as a button',
      target: 'at least 80',
      of: answers.filter(({ line }) => line.answer !== null),
      yes: ({ line, result }) => result.answer === line.answer || isOffered(line.answer, result),
      list: 'no',
    },
    {
      what: 'answer understood at once',
      target: '',
      of: answers.filter(({ line }) => line.answer !== null),
      yes: ({ line, result }) => result.answer === line.answer,
      list: 'no',
    },
    {
      what: 'another answer taken',
      target: 'at most 2',
      of: answers,
      yes: ({ line, result }) => result.answer !== null && result.answer !== line.answer,
      list: 'yes',
    },
    ...PERSONAL_KINDS.map((kind): Row => ({
      what: `masked: ${kind}`,
      target: '',
      of: personal.filter(({ line }) => line.pii?.includes(kind)),
      yes: ({ result }) => result.removed.includes(kind),
      list: 'no',
    })),
    {
      what: 'masked, and identifies nobody',
      target: '',
      of: all.filter(({ line }) => line.label !== 'personal_info' && (line.pii ?? []).length === 0),
      yes: ({ result }) => result.removed.length > 0,
      list: 'yes',
    },
  ];
}

/** In Markdown. */
export function reportOf(all: readonly Scored[]): string {
  const rows = rowsOf(all).filter(({ of }) => of.length > 0);
  const table = rows.map(({ what, target, of, yes }) => {
    const count = of.filter(yes).length;
    const share = ((100 * count) / of.length).toFixed(1);
    return `| ${what} | ${count} of ${of.length} | ${share} | ${interval(count, of.length)} | ${target} |`;
  });
  const lists = rows.flatMap(({ what, of, yes, list }) => {
    const shown = of.filter((one) => yes(one) === (list === 'yes'));
    const lines = shown.map(({ line, result }) => {
      const saw = [
        result.tier,
        result.certainty,
        result.answer ?? result.goal ?? '',
        ...result.rules.map(({ id }) => id),
      ];
      return `- ${JSON.stringify(line.text)} (${saw.filter(Boolean).join(', ')}) ${line.answer ?? line.goal ?? line.note}`;
    });
    return lines.length === 0 ? [] : [`\n## ${what}: ${list === 'no' ? 'missed' : 'these'}\n`, ...lines];
  });
  return [
    `${all.length} messages`,
    '',
    '| what | how many | in 100 | 95 % interval | target |',
    '| --- | --- | --- | --- | --- |',
    ...table,
    ...lists,
  ].join('\n');
}
