/** What the page reads by itself in what is written, before it is sent: the server's own scan and masking, as one file. */
import { mask } from '../../understanding/mask';
import { plain } from '../../understanding/normalise';
import { readingOf } from '../../understanding/reading';
import { scan } from '../../understanding/scan';
import type { Look, Reading } from '../chat/reading';

const NOTHING_FOUND: Look['verdict'] = { tier: null, certainty: 'none', rules: [] };

/** Compiles the lexicon and the patterns, so that the first message does not wait for it. */
scan('hello there');
mask('hello there', { publicNumbers: [] });

export const look: Reading['look'] = (written, { labels, ...masking }) => {
  const reading = readingOf(written);
  const { text, removed } = mask(reading, masking);
  const words = plain(written);
  // The words of a button are ours, pressed or written out.
  const isLabel = labels.some((label) => plain(label) === words);
  return {
    text: isLabel ? written : text,
    removed: isLabel ? [] : removed,
    verdict: isLabel ? NOTHING_FOUND : scan(reading),
  };
};
