/** A reply as Teams can show it: its text, and its buttons on cards, because Teams shows no suggested actions. */
import type { Activity, Attachment } from 'botbuilder';
import type { Choice, Screen } from '../../dialogs/engine/screen';

/** Structurally the bots' reply. */
export interface TeamsReply {
  readonly text: string;
  readonly screen: Pick<Screen, 'answers' | 'offers'>;
}

/** Teams shows no more buttons than this on one hero card. */
const BUTTONS_ON_A_CARD = 6;

const card = (choices: readonly Choice[]): Attachment => ({
  contentType: 'application/vnd.microsoft.card.hero',
  content: {
    buttons: choices.map(({ label, action }) => ({
      type: 'messageBack',
      title: label,
      text: label,
      displayText: label,
      value: action,
    })),
  },
});

/** Answers first, offers on a card of their own below. */
export function replyActivity({ text, screen }: TeamsReply): Partial<Activity> {
  const attachments: Attachment[] = [];
  for (const choices of [screen.answers, screen.offers])
    for (let at = 0; at < choices.length; at += BUTTONS_ON_A_CARD)
      attachments.push(card(choices.slice(at, at + BUTTONS_ON_A_CARD)));
  return { type: 'message', text, textFormat: 'plain', attachmentLayout: 'list', attachments };
}
