/** The person's view of their request for PALS: what the advisor gets, line by line, and what they can change. */
import { NEEDS, NEED_LANGUAGES, WAYS_ON } from '../handover/case';
import type { Words } from '../locales/words';
import type { Catalogue } from './engine/catalogue';
import type { HandoverPanel } from './engine/screen';
import type { PalsRequest } from './turn';

/** Why a case was raised, in the person's words; several reasons can read the same. */
export function whyOf(reasons: readonly string[]): ('asked' | 'unhappy' | 'scan' | 'outcome')[] {
  const kinds = reasons.map((reason) =>
    reason.startsWith('scan:')
      ? 'scan'
      : reason.startsWith('outcome:')
        ? 'outcome'
        : reason.startsWith('question:')
          ? 'unhappy'
          : 'asked',
  );
  return [...new Set(kinds)];
}

export function handoverPanel(
  catalogue: Catalogue,
  words: Words,
  { facts, person, returnCode }: PalsRequest,
  live: boolean,
): HandoverPanel {
  const { voice } = facts;
  const say = (id: string): string => words.line(id, voice).text;
  const lines = [
    { id: 'who', label: say('handover:line.who'), value: say(`handover:who.${voice}`) },
    {
      id: 'why',
      label: say('handover:line.why'),
      value: whyOf(facts.reasons)
        .map((why) => say(`handover:why.${why}`))
        .join(', '),
    },
    ...facts.answers.flatMap(({ question, answer }) => {
      const found = catalogue.questions.get(question);
      const key = `${found?.flowId ?? ''}:${question}`;
      if (found === undefined || !words.has(`${key}.answers.${answer}`, voice)) return [];
      return [{ id: `answer:${question}`, label: say(`${key}.ask`), value: say(`${key}.answers.${answer}`) }];
    }),
    ...(facts.outcome === null || !words.has(`outcomes:${facts.outcome}.title`)
      ? []
      : [{ id: 'outcome', label: say('handover:line.outcome'), value: say(`outcomes:${facts.outcome}.title`) }]),
    ...(facts.maskedKinds.length === 0
      ? []
      : [
          {
            id: 'masked',
            label: say('handover:line.masked'),
            value: facts.maskedKinds.map((kind) => say(`bot:personalInfo.${kind}`)).join(', '),
          },
        ]),
  ];
  return {
    reference: facts.reference,
    returnCode,
    live,
    lines: lines.map((line) => ({ ...line, out: person.takenOut.includes(line.id) })),
    wish: person.wish,
    needs: NEEDS.map((id) => ({ id, label: say(`handover:needs.${id}`), chosen: person.needs.includes(id) })),
    languages: NEED_LANGUAGES.map((id) => ({
      id,
      label: say(`handover:languages.${id}`),
      chosen: person.language === id,
    })),
    how: WAYS_ON.map((id) => ({ id, label: say(`handover:how.${id}`), chosen: person.how === id })),
  };
}
