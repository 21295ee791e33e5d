/** A screen's lines for a client that shows only text: the same words in the same order. */
import type { Line, Part, Screen } from './screen';

const linesOf = (part: Part): string[] => {
  switch (part.kind) {
    case 'line':
    case 'heading':
      return [part.line.text];
    case 'steps':
      return [part.items.map(({ text }, index) => `${index + 1}. ${text}`).join('\n')];
    case 'list':
      return [bullets(part.items)];
    case 'signpost':
      return [
        ...(part.title === undefined ? [] : [part.title.text]),
        ...part.lines.map(({ text }) => text),
        ...(part.items.length === 0 ? [] : [bullets(part.items)]),
        ...(part.contacts.length === 0 ? [] : [part.contacts.map(({ label }) => `- ${label}`).join('\n')]),
      ];
    case 'reference':
      return [`${part.label.text}: ${part.reference}`];
  }
};

const bullets = (items: readonly Line[]): string => items.map(({ text }) => `- ${text}`).join('\n');

export const plainText = ({ title, parts, ask }: Screen): string =>
  [
    ...(title === undefined ? [] : [title.text]),
    ...parts.flatMap(linesOf),
    ...(ask === undefined ? [] : [ask.text]),
  ].join('\n\n');

/** Ids of the page units that a screen speaks. */
export function unitsOf({ parts }: Screen): string[] {
  const lines = parts.flatMap((part) =>
    part.kind === 'steps' || part.kind === 'list'
      ? part.items
      : part.kind === 'line' || part.kind === 'heading'
        ? [part.line]
        : [],
  );
  return lines.flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
}
