/** Messages that are wholly a command to the conversation: "go back", "talk to a person". */
import commands from './en/commands.json';
import { phraseOf, phraseWords, withoutFiller } from './phrase';
import { readingOf, type Said } from './reading';
import { COMMANDS, type Command } from './vocabulary';

/** No command is longer than this; a longer message tells something and is not a command. */
const LONGEST = 12;

const BY_PHRASE = new Map<string, Command>(
  COMMANDS.flatMap((command) => commands[command].map((phrase): [string, Command] => [phraseOf(phrase), command])),
);

/** The command that the whole message is, or null. An answer in plain words is never a command. */
export const readCommand = (said: Said): Command | null => {
  const reading = readingOf(said);
  if (reading.words.length > LONGEST) return null;
  const words = phraseWords(reading);
  if (words.length > LONGEST) return null;
  return BY_PHRASE.get(words.join(' ')) ?? BY_PHRASE.get(withoutFiller(words).join(' ')) ?? null;
};
