/** The person's view of their request for PALS: what the advisor gets, line by line, and what they can change. */
import { NEEDS, NEED_LANGUAGES, WAYS_ON } from '../handover/case';
import { hiddenCode } from '../handover/returnCode';
import type { Words } from '../locales/words';
import type { RequestLines } from '../handover/requestLines';
import type { HandoverPanel } from './engine/screen';
import type { PalsRequest } from './turn';

export function handoverPanel(lines: RequestLines, words: Words, request: PalsRequest, live: boolean): HandoverPanel {
  const { facts, person } = request;
  const { voice } = facts;
  const say = (id: string): string => words.line(id, voice).text;
  return {
    reference: facts.reference,
    returnCode: hiddenCode(facts.reference),
    live,
    lines: lines.of(request),
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
