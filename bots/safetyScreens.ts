/** The cards and check questions of the safety scan, ready made: a page shows them by itself when no answer comes. */
import type { Catalogue } from '../dialogs/engine/catalogue';
import type { Voice } from '../dialogs/engine/journey';
import type { PageSafety, Screen } from '../dialogs/engine/screen';
import { startOf, takeStep } from '../dialogs/engine/step';
import type { Screens } from '../dialogs/screens';

/** @returns what is said to people of each voice; the first is for whoever has not said yet who they are. */
export function safetyScreens(catalogue: Catalogue, screens: Screens): PageSafety[] {
  const start = startOf(catalogue, 'public');
  const said = (voice: Voice, targets: Readonly<Record<string, string>>): Record<string, Screen> =>
    Object.fromEntries(
      Object.entries(targets).flatMap(([tier, open]) => {
        const taken = takeStep(catalogue, { ...start, voice }, { open });
        return taken === null ? [] : [[tier, screens.of(taken.journey)]];
      }),
    );
  const questionsOf = (voice: Voice): string[] =>
    [...catalogue.questions].filter(([, { flow }]) => flow.audience === voice).map(([id]) => id);
  const { safetyRoutes, checkQuestions } = catalogue.map;
  return (['patient', 'family'] as const).map((voice) => ({
    nodes: voice === 'patient' ? [] : questionsOf(voice),
    cards: said(voice, safetyRoutes),
    checks: said(voice, checkQuestions),
  }));
}
