/** What the page can hear, on `document`. Never what anybody wrote or chose. */
export type Told =
  | { readonly name: 'ready'; readonly language: string }
  | { readonly name: 'unread' }
  | { readonly name: 'failed' }
  | { readonly name: 'wrongOption'; readonly option: string };

export const tell = (type: 'pals:open' | 'pals:close' | 'pals:event', detail?: Told): void => {
  document.dispatchEvent(new CustomEvent(type, { detail }));
};
