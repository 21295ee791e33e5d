/** Opening a place of the conversation in the dialogs. */
import type { DialogContext } from 'botbuilder-dialogs';
import type { Catalogue } from './engine/catalogue';
import type { Journey } from './engine/journey';
import { takeStep } from './engine/step';
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

/** Leaves what is open, to come back to it. */
export async function openPlace(dialog: DialogContext, catalogue: Catalogue, target: string): Promise<void> {
  const taken = takeStep(catalogue, Turn.of(dialog.context).journey, { open: target });
  if (taken !== null) await moveTo(dialog, taken.journey);
}
