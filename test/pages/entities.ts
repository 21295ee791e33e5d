const NAMED: Readonly<Record<string, string>> = { '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#39;': "'" };

/** What the templates write for a character that HTML keeps for itself. */
export const decode = (text: string): string =>
  text.replace(/&(?:quot|amp|lt|gt|#39);/g, (entity) => NAMED[entity] ?? entity);
