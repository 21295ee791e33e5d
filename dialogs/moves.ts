/** Opening a place of the conversation in the dialogs. */
import type { DialogContext } from 'botbuilder-dialogs';
import type { Journey } from './engine/journey';
import { returnedTo } from './flowDialogs';
import { Turn } from './turn';

/** Says what is open, from the beginning of its waterfall. */
export async function show(dialog: DialogContext): Promise<void> {
  await dialog.cancelAllDialogs();
  await dialog.beginDialog(Turn.of(dialog.context).journey.at);
}

export async function moveTo(dialog: DialogContext, journey: Journey): Promise<void> {
  const turn = Turn.of(dialog.context);
  turn.resumed = returnedTo(turn.journey, journey);
  turn.journey = { ...journey, misses: 0 };
  await show(dialog);
}
