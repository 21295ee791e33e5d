/** Microsoft's own renderer, asked as Teams' clients ask it. */
import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards/dist/adaptivecards.js';

/** Microsoft's documentation: a message to Teams with its card holds about 28 KB. */
export const MOST_BYTES = 28 * 1024;

/** What Microsoft's renderer finds wrong with a card. */
export function problemsOf(card: unknown): string[] {
  const context = new SerializationContext(Versions.v1_4);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const found = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...found, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}
