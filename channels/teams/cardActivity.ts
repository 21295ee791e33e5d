/** An Adaptive Card as a message of Teams'. */
import type { Activity } from 'botbuilder';

export type Block = Readonly<Record<string, unknown>>;

export interface Card {
  /** What a notification shows: a card alone would be "sent a card". */
  readonly summary: string;
  /** For a client that draws no cards. */
  readonly fallbackText: string;
  readonly body: readonly Block[];
  readonly actions?: readonly Block[];
}

export const cardActivity = ({ summary, fallbackText, body, actions }: Card): Partial<Activity> => ({
  type: 'message',
  summary,
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.4',
        fallbackText,
        body,
        ...(actions && { actions }),
      },
    },
  ],
});
