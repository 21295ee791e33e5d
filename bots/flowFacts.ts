/** What other parts need to know of the questions without knowing the flows. */
import { z } from 'zod';
import { Catalogue } from '../dialogs/engine/catalogue';
import { secondOpinion } from '../dialogs/flows';

/** The little of a bot's state that a report counts. */
const placeSchema = z.object({ journey: z.object({ at: z.string(), outcome: z.string().nullable() }) });

export function flowFacts() {
  const catalogue = new Catalogue(secondOpinion);
  const { map } = catalogue;
  return {
    flowOf: (question: string): string | undefined => catalogue.flowOf(question),
    flagsOf: (question: string, answer: string): readonly string[] => catalogue.flagsOf(question, answer),
    forAdvisor: (outcome: string): readonly string[] => map.outcomes[outcome]?.forAdvisor ?? [],
    placeOf: (state: unknown): { readonly at: string; readonly outcome: string | null } | null =>
      placeSchema.safeParse(state).data?.journey ?? null,
  };
}
