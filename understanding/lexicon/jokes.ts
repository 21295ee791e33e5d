/** Whether a message says itself that something in it is a joke, "haha", "only joking", and asks something plain beside it. */
import polarity from '../en/polarity.json';

const JOKES = new RegExp(`(?:^|[^a-z])(?:${polarity.jokes.join('|')})(?![a-z])`, 'iu');
const ASKS = new RegExp(`\\?|(?:^|[^a-z])(?:${polarity.asks.join('|')})(?![a-z])`, 'iu');

export const hasJoke = (text: string): boolean => JOKES.test(text) && ASKS.test(text);
