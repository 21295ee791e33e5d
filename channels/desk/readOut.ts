/** A line of the log as the advisor on the phone gets it, to read out: what the person took out is not in it. */
import type { Screen } from '../../dialogs/engine/screen';
import type { TakenOut } from '../../handover/takenOut';
import type { LoggedActivity } from '../../storage/port';
import { namesKinds, readable } from '../../turns/readable';

/** The question is asked all the same; what tells of an answer that was taken out is left to the person to say. */
function screenOf(screen: Screen, isOut: boolean, takenOut: TakenOut): Screen {
  // Their request and their answers are read on the case, without what they took out.
  const { handover: _panel, title, askCard, ...rest } = screen;
  const parts = screen.parts.filter((part) => !(takenOut.has('masked') && namesKinds(part)));
  return {
    ...rest,
    ...(!isOut && title && { title }),
    ...(!isOut && askCard && { askCard }),
    parts: isOut ? [] : parts,
    answered: [],
  };
}

export function toReadOut(activity: LoggedActivity, takenOut: TakenOut): LoggedActivity {
  const { body, about } = activity;
  if (body.kind === 'message') {
    // That something was said; what, is in the conversation.
    return { ...activity, body: { ...body, label: null, message: { ...body.message, text: '', action: null } } };
  }
  if (body.kind !== 'reply') return activity;
  const isOut = takenOut.hides(about);
  const text = readable(activity, body.reply.text, takenOut);
  const screen = screenOf(body.reply.screen, isOut, takenOut);
  return {
    ...activity,
    body: { ...body, reply: { text: isOut ? '' : text, screen }, screenJson: JSON.stringify(screen) },
  };
}
