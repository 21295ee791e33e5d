/** `npm run configuration` prints docs/configuration.md: every setting, from the schema that reads it and .env.example. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { settingsSchema } from '../config';

const propertySchema = z.object({
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  maximum: z.number().optional(),
  minimum: z.number().optional(),
});
/** Azure resolves these from a vault; the doctor refuses what can be guessed. */
const SECRETS = /KEY$|SECRET$|PASSWORD$|Password$|TOKEN$|WEBHOOK_URL$|^DATABASE_URL$|HEADERS$/;

/** What stands above each setting in `.env.example`. */
function explanations(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let lines: string[] = [];
  for (const line of readFileSync('.env.example', 'utf8').split('\n')) {
    const [, name] = /^([A-Za-z_]+)=/.exec(line) ?? [];
    if (name !== undefined) found.set(name, lines.join(' '));
    if (line.startsWith('#')) lines.push(line.replace(/^# ?/, '').trim());
    else lines = [];
  }
  return found;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

export function configurationPage(): string {
  const { properties } = z
    .object({ properties: z.record(z.string(), propertySchema) })
    .parse(z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }));
  const explained = explanations();
  const rows = Object.entries(properties).map(([name, { enum: values, default: usual, minimum, maximum }]) => {
    const isNumber = minimum !== undefined || maximum !== undefined;
    const taken =
      values?.join(', ') ??
      (isNumber ? `${minimum ?? ''} to ${(maximum ?? 0) > 1e9 ? '' : (maximum ?? '')}`.trim() : '');
    const plain = typeof usual === 'string' || typeof usual === 'number' ? String(usual) : '';
    const [shown, secret] = [plain === '' ? '' : `\`${plain}\``, SECRETS.test(name) ? 'yes' : ''];
    return `| \`${name}\` | ${cell(explained.get(name) ?? '')} | ${cell(taken)} | ${shown} | ${secret} |`;
  });
  return [
    '# Configuration',
    '',
    'Every setting of the service, made from the schema that reads it and from `.env.example` by `npm run configuration`. All are environment variables. An empty',
    'one counts as not given. What cannot be used, or is unsafe in production, stops the start with a sentence; `npm run doctor` names all of it',
    '([deploy](deploy.md)). Secrets come from a vault, never from a file in a repository.',
    '',
    '| setting | what it does | takes | default | secret |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (require.main === module) process.stdout.write(configurationPage());
