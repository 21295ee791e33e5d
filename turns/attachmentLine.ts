import type { TurnResult } from '../bots/turn';
import type { Line } from '../dialogs/engine/screen';

/** Says, before the answer itself, that what was attached was not taken. */
export const sayNoAttachments =
  (line: Line) =>
  (result: TurnResult): TurnResult => {
    const [first, ...rest] = result.replies;
    if (first === undefined) return result;
    const parts = [{ kind: 'line' as const, line }, ...first.screen.parts];
    const told = { text: `${line.text}\n\n${first.text}`, screen: { ...first.screen, parts } };
    return { ...result, replies: [told, ...rest] };
  };
