/** What a page shows by itself, ready made, when no answer comes: safety advice, and the way to it. */
import type { Catalogue } from '../dialogs/engine/catalogue';
import type { Journey, Voice } from '../dialogs/engine/journey';
import type { PageSafety, Screen } from '../dialogs/engine/screen';
import { startOf, takeStep } from '../dialogs/engine/step';
import type { Screens } from '../dialogs/screens';
import { PERSONAL_KINDS } from '../understanding/types';

/** What "I need help now" opens. */
const HELP_NOW = 'whatIsHappening';

/** @returns what is said to people of each voice; the first is for whoever has not said yet who they are. */
export function safetyScreens(catalogue: Catalogue, screens: Screens): PageSafety[] {
  const start = startOf(catalogue, 'public');
  const { safetyRoutes, checkQuestions } = catalogue.map;
  const advice = new Set<string>(Object.values(safetyRoutes));
  const opened = (voice: Voice, open: string): Journey | null =>
    takeStep(catalogue, { ...start, voice }, { open })?.journey ?? null;
  const said = (voice: Voice, targets: Readonly<Record<string, string>>): Record<string, Screen> =>
    Object.fromEntries(
      Object.entries(targets).flatMap(([tier, open]) => {
        const journey = opened(voice, open);
        return journey === null ? [] : [[tier, screens.of(journey)]];
      }),
    );
  /** What an answer to one of these questions leads to where it is safety advice. */
  const ledTo = (voice: Voice, question: string): [string, Screen][] => {
    const journey = opened(voice, question);
    if (journey === null) return [];
    return Object.keys(catalogue.question(question).question.answers).flatMap((answer) => {
      const next = takeStep(catalogue, journey, { answer })?.journey;
      return next !== undefined && advice.has(next.at) ? [[`${question}.${answer}`, screens.of(next)]] : [];
    });
  };
  const pressed = (voice: Voice): Record<string, Screen> =>
    Object.fromEntries([
      ...Object.entries(said(voice, { helpNow: HELP_NOW })),
      ...[HELP_NOW, ...Object.values(checkQuestions)].flatMap((question) => ledTo(voice, question)),
    ]);
  const questionsOf = (voice: Voice): string[] =>
    [...catalogue.questions].filter(([, { flow }]) => flow.audience === voice).map(([id]) => id);
  const removed: PageSafety['removed'] = {
    parts: [
      screens.line('bot:personalInfo.removed'),
      screens.line('bot:personalInfo.kinds', null, { kinds: '{kinds}' }),
    ],
    kinds: Object.fromEntries(PERSONAL_KINDS.map((kind) => [kind, screens.lineOf(`bot:personalInfo.${kind}`).text])),
  };
  return (['patient', 'family'] as const).map((voice) => ({
    nodes: voice === 'patient' ? [] : questionsOf(voice),
    cards: said(voice, safetyRoutes),
    checks: said(voice, checkQuestions),
    pressed: pressed(voice),
    removed,
  }));
}
