/** /embed.js: the built script with the Trust's words inside, since a page of another website has none. */
import { createHash } from 'node:crypto';
import type { Words } from '../../locales/words';
import { MadeFile, type AssetFile } from './assets';
import { directionOf } from './direction';
import type { EmbedData } from './embedData';
import { inScript } from './inScript';

/** Of the page in the frame, and of the whole page. */
export const FRAMED_PATH = '/chat/frame';
const PAGE_PATH = '/chat';

export interface EmbedScript {
  readonly file: AssetFile;
  readonly etag: string;
}

const dataOf = (words: Words): EmbedData => {
  const say = (key: string): string => words.line(`embed:${key}`).text;
  const texts = {
    launcher: say('launcher'),
    title: say('title'),
    frame: say('frame'),
    close: say('close'),
    unread: say('unread'),
    opening: say('opening'),
    emergency: words.line('ui:emergencyLine').text,
    failed: say('failed.what'),
    link: say('failed.link'),
    phone: say('failed.phone.label'),
    phoneHref: say('failed.phone.href'),
  };
  const { language } = words;
  return [{ language, direction: directionOf(language), framed: FRAMED_PATH, page: PAGE_PATH, texts }];
};

/** `built`: a script that declares `embed.start`. Nothing of it is left in the page's own names. */
export const embedScript = (built: string, words: Words): EmbedScript => {
  const plain = Buffer.from(`(()=>{${built}embed.start(${inScript(dataOf(words))})})()`);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  return { etag, file: new MadeFile('text/javascript; charset=utf-8', plain) };
};
