import type { TurnResult } from '../bots/turn';
import type { Line } from '../dialogs/engine/screen';

/** Says that what was attached was not taken: before the answer, or after it where a safety card must come first. */
export const sayNoAttachments =
  (line: Line) =>
  (result: TurnResult): TurnResult => {
    const [first, ...rest] = result.replies;
    if (first === undefined) return result;
    const { text, screen } = first;
    const part = { kind: 'line' as const, line };
    const told = screen.pinned
      ? { text: `${text}\n\n${line.text}`, screen: { ...screen, parts: [...screen.parts, part] } }
      : { text: `${line.text}\n\n${text}`, screen: { ...screen, parts: [part, ...screen.parts] } };
    return { ...result, replies: [told, ...rest] };
  };
