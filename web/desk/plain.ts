/**
 * What somebody else wrote, made harmless to look at: characters that cannot be seen, or that turn the text around them,
 * are shown by their number. It is only ever put into the page as text.
 */

// C0 but for tab and line feed, DEL and C1, soft hyphen, bidirectional marks, zero-width characters, line separators, tags.
// The joiners U+200C and U+200D stay: scripts and emoji need them.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const numbered = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

export const plain = (text: string): string => text.replaceAll('\r\n', '\n').replace(UNSEEN, numbered);
