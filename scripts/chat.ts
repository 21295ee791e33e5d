/**
 * `npm run chat` talks to the bot in a terminal; `-- --staff` as staff do in Teams. What is typed is scanned and masked
 * as intake does it; nothing is stored. TRUST_PROFILE names the Trust, as for the service.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { availabilityOf } from '../bots/availability';
import { createPatientBot } from '../bots/patientBot';
import { createStaffBot } from '../bots/staffBot';
import type { Bot, IncomingMessage, Reply } from '../bots/turn';
import type { Choice } from '../dialogs/engine/screen';
import { openingHours } from '../handover/openingHours';
import { newReference } from '../handover/reference';
import { createWords } from '../locales/words';
import { loadProfile } from '../trust/loadProfile';
import { publicNumbers } from '../trust/publicNumbers';
import { trustValues } from '../trust/values';
import { MAX_TEXT } from '../turns/intake';
import { scanLongText } from '../turns/scanLongText';
import { mask, scan } from '../understanding';

const { staff } = parseArgs({ options: { staff: { type: 'boolean', default: false } } }).values;
const profile = loadProfile(process.env['TRUST_PROFILE'] ?? 'trust/example/profile.json');
const words = createWords({ language: 'en', trust: trustValues(profile) });
const hours = openingHours({ timeZone: profile.timeZone, ...profile.pals.hours });
const createBot = staff ? createStaffBot : createPatientBot;
const bot: Bot = createBot({
  words,
  now: () => new Date(),
  newReference,
  availability: availabilityOf(hours, words),
  transcript: () => Promise.resolve({ activities: [] }),
});
const numbers = publicNumbers(profile);

const dim = (text: string): string => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);

function show(replies: readonly Reply[]): Choice[] {
  for (const { text, screen } of replies) console.log(`\n${text}\n\n${dim(`[${screen.node}, ${screen.tier}]`)}`);
  const screen = replies.at(-1)?.screen;
  const choices = [...(screen?.answers ?? []), ...(screen?.offers ?? [])];
  choices.forEach(({ label }, index) => {
    console.log(`  ${index + 1}  ${label}`);
  });
  return choices;
}

/** What a number or words stand for, as it would be stored. */
function messageOf(id: string, typed: string, choices: readonly Choice[]): IncomingMessage {
  const pressed = /^\d+$/.test(typed.trim()) ? choices[Number(typed) - 1] : undefined;
  const raw = pressed?.label ?? typed;
  const { text, removed } = mask(raw, { publicNumbers: numbers });
  return { id, text, action: pressed?.action ?? null, verdict: scan(raw), removed };
}

async function main(): Promise<void> {
  console.log('A number presses a button; anything else is a written message. Ctrl+D ends. Nothing is stored.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  const turn = (state: unknown, message: IncomingMessage | null) =>
    bot.turn({ conversationId: 'terminal', locale: words.language, state, message, openCase: null });
  let { state, replies } = await turn(null, null);
  let choices = show(replies);
  let count = 0;
  terminal.prompt();
  for await (const typed of terminal) {
    if (typed.length > MAX_TEXT) show(bot.withoutState(scanLongText(scan, typed), 'tooLong'));
    else {
      const message = messageOf(`terminal|${(count += 1)}`, typed, choices);
      const { verdict } = message;
      if (message.action === null && verdict.tier !== null)
        console.log(dim(`[scan: ${verdict.tier}, ${verdict.certainty}]`));
      if (message.removed.length > 0) console.log(dim(`[kept as: ${message.text}]`));
      const result = await turn(state, message);
      ({ state, replies } = result);
      choices = show(replies);
      for (const one of result.caseChanges) console.log(dim(`[case: ${JSON.stringify(one)}]`));
    }
    terminal.prompt();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
