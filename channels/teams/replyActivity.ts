/**
 * A reply as an Adaptive Card. Teams shows no suggested actions, cuts the labels of buttons, and runs the lines of a
 * plain text together; so each line is a block of its own, and each answer a tappable box in which its label wraps.
 */
import type { Activity } from 'botbuilder';
import type { Choice, Screen } from '../../dialogs/engine/screen';
import type { ButtonData } from './buttonData';
import { cardActivity, type Block } from './cardActivity';

/** Structurally the bots' reply. */
export interface TeamsReply {
  readonly text: string;
  readonly screen: Pick<Screen, 'title' | 'parts' | 'ask' | 'answers' | 'offers'>;
}

export interface CardOptions {
  /**
   * Teams shows a pressed label as what the person said. Agents Playground 0.2.28 takes no press from a card that asks
   * for that ("Cannot add property msTeams, object is not extensible"), so its cards go without.
   */
  readonly showPressed: boolean;
  /** Place of the reply in the chat's log; null where it is not in there. */
  readonly card: number | null;
  /** The chat has gone on: no buttons, and below the lines what was chosen. */
  readonly closed?: { readonly chosen: string | null };
}

/** Lines without a button, beside the conversation. */
export const notice = (lines: readonly string[]): TeamsReply => ({
  text: lines.join('\n'),
  screen: { parts: [], answers: [], offers: [] },
});

/** The text of a line, with its address behind it where it is a contact: a card's text knows Markdown's links. */
const linked = (text: string, { parts }: TeamsReply['screen']): string => {
  const contacts = parts.flatMap((part) => (part.kind === 'signpost' ? part.contacts : []));
  const contact = contacts.find(({ label }) => text === `- ${label}`);
  return contact === undefined ? text : `- [${contact.label}](${contact.href})`;
};

const isHeading = (text: string, { parts, ask }: TeamsReply['screen']): boolean =>
  text === ask?.text ||
  parts.some((part) =>
    part.kind === 'heading' ? text === part.line.text : part.kind === 'signpost' && text === part.title?.text,
  );

const line = (text: string, screen: TeamsReply['screen'], isFirst: boolean): Block => ({
  type: 'TextBlock',
  text: linked(text, screen),
  wrap: true,
  ...(isFirst ? {} : { spacing: 'Small' }),
  ...(text === screen.title?.text ? { size: 'Large', weight: 'Bolder' } : {}),
  ...(isHeading(text, screen) ? { weight: 'Bolder', spacing: 'Medium' } : {}),
});

const button = (
  { label, action }: Choice,
  { showPressed, card }: CardOptions,
  style: 'emphasis' | 'default',
  separator: boolean,
): Block => {
  const data: ButtonData = { pals: action, label, ...(card !== null && { card }) };
  return {
    type: 'Container',
    style,
    spacing: 'Small',
    separator,
    // Large enough for a finger.
    minHeight: '44px',
    verticalContentAlignment: 'Center',
    selectAction: {
      type: 'Action.Submit',
      title: label,
      data: showPressed ? { ...data, msteams: { type: 'messageBack', text: label, displayText: label } } : data,
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

/** A tick says the same in every language. */
const chosenLine = (label: string): Block => ({
  type: 'TextBlock',
  text: `\u2713 ${label}`,
  wrap: true,
  weight: 'Bolder',
  spacing: 'Medium',
});

export function replyActivity(reply: TeamsReply, options: CardOptions): Partial<Activity> {
  const { text, screen } = reply;
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const { closed } = options;
  const chosen = closed?.chosen ?? null;
  const body = [
    ...lines.map((one, at) => line(one, screen, at === 0)),
    ...(chosen === null ? [] : [chosenLine(chosen)]),
    ...(closed ? [] : screen.answers.map((choice) => button(choice, options, 'emphasis', false))),
    ...(closed ? [] : screen.offers.map((choice, at) => button(choice, options, 'default', at === 0))),
  ];
  return cardActivity({ summary: lines[0] ?? '', fallbackText: text, body });
}
