/** Runs npm scripts beside each other, and says what each said when it has ended. Fails when one of them does. */
import { spawn } from 'node:child_process';

const run = (script) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('close', (code) => {
      process.stdout.write(`${script}: ${code === 0 ? 'well' : `failed (${code})`}\n${said}`);
      resolve(code === 0);
    });
  });

const ended = await Promise.all(process.argv.slice(2).map(run));
process.exit(ended.every(Boolean) ? 0 : 1);
