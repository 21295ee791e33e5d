/** `npm run doctor`: everything that keeps this service from being run for patients, each with its name. */
import { resolve } from 'node:path';
import { examine } from './examine';
import { lookAround } from './looks';

async function main(): Promise<void> {
  const folder = resolve(__dirname, '..');
  const { config, findings } = examine({ environment: process.env, nodeOptions: process.execArgv, folder });
  const all = [...findings, ...(config === null ? [] : await lookAround(config, folder))];
  const of = (level: 'refuse' | 'tell') => all.filter((one) => one.level === level);
  const lines = [
    ...of('refuse').map(({ id, sentence }) => `refused  ${id}\n         ${sentence}`),
    ...of('tell').map(({ id, sentence }) => `note     ${id}\n         ${sentence}`),
    of('refuse').length > 0
      ? `The service does not start: ${of('refuse').length} to mend.`
      : `The service starts${config?.NODE_ENV === 'production' ? ' in production' : ', not in production: set NODE_ENV=production to have all looked at'}.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = of('refuse').length > 0 ? 1 : 0;
}

void main();
