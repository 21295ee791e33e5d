/**
 * A reply as an Adaptive Card. Teams shows no suggested actions, cuts the labels of buttons, and runs the lines of a
 * plain text together; so each line is a block of its own, and each answer a tappable box in which its label wraps.
 */
import type { Activity } from 'botbuilder';
import type { Choice, Screen } from '../../dialogs/engine/screen';
import type { buttonDataSchema } from './buttonData';
import type { z } from 'zod';

/** Structurally the bots' reply. */
export interface TeamsReply {
  readonly text: string;
  readonly screen: Pick<Screen, 'title' | 'ask' | 'answers' | 'offers'>;
}

type Block = Readonly<Record<string, unknown>>;

const line = (text: string, { title, ask }: TeamsReply['screen'], isFirst: boolean): Block => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...(isFirst ? {} : { spacing: 'Small' }),
  ...(text === title?.text ? { size: 'Large', weight: 'Bolder' } : {}),
  ...(text === ask?.text ? { weight: 'Bolder', spacing: 'Medium' } : {}),
});

const button = ({ label, action }: Choice, style: 'emphasis' | 'default', separator: boolean): Block => {
  const data: z.infer<typeof buttonDataSchema> = { pals: action, label };
  return {
    type: 'Container',
    style,
    spacing: 'Small',
    separator,
    // With `messageBack` Teams shows the label as what the person said.
    selectAction: {
      type: 'Action.Submit',
      title: label,
      data: { ...data, msteams: { type: 'messageBack', text: label, displayText: label } },
    },
    items: [
      {
        type: 'TextBlock',
        text: label,
        wrap: true,
        color: 'Accent',
        weight: style === 'emphasis' ? 'Bolder' : 'Default',
      },
    ],
  };
};

export function replyActivity(reply: TeamsReply): Partial<Activity> {
  const { text, screen } = reply;
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const body = [
    ...lines.map((one, at) => line(one, screen, at === 0)),
    ...screen.answers.map((choice) => button(choice, 'emphasis', false)),
    ...screen.offers.map((choice, at) => button(choice, 'default', at === 0)),
  ];
  return {
    type: 'message',
    // What a notification shows: a card alone would be "sent a card".
    summary: lines[0] ?? '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          version: '1.4',
          fallbackText: text,
          body,
        },
      },
    ],
  };
}
