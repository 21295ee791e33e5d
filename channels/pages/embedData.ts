/** What /embed.js is started with: made here, read in `web/embed`. */

export interface EmbedTexts {
  readonly launcher: string;
  readonly title: string;
  readonly frame: string;
  readonly close: string;
  readonly unread: string;
  readonly opening: string;
  readonly emergency: string;
  readonly failed: string;
  readonly link: string;
  readonly phone: string;
  readonly phoneHref: string;
}

export interface EmbedLanguage {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Paths at the chat's own address: the page in the frame, and the whole page. */
  readonly framed: string;
  readonly page: string;
  readonly texts: EmbedTexts;
}

/** The first is for whoever asks for one that is not there. */
export type EmbedData = readonly [EmbedLanguage, ...EmbedLanguage[]];
