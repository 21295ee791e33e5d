/** Settings with which the service starts in production: a Trust whose numbers are not those of examples. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const example = (name: string): string => readFileSync(join(process.cwd(), 'trust/example', name), 'utf8');

/** Nobody is reached by these either: numbers that begin so are given to nobody. */
const asReal = (profile: string): string =>
  profile
    .replaceAll(/"(020 7946|01632 96|0808 157) ?(\d+)"/g, '"020 0000 $2"')
    .replaceAll(/example\.(org|com)/g, 'examplehospital.nhs.uk');

export interface Production {
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** `change` edits what its profile and release say. */
export function productionTrust({
  profile = asReal,
  approver = 'Clinical safety officer, for a test',
}: { readonly profile?: (json: string) => string; readonly approver?: string } = {}): Production {
  const folder = mkdtempSync(join(tmpdir(), 'pals-trust-'));
  writeFileSync(join(folder, 'profile.json'), profile(example('profile.json')));
  writeFileSync(
    join(folder, 'release.en.json'),
    example('release.en.json').replace(/"approver": "[^"]*"/, `"approver": ${JSON.stringify(approver)}`),
  );
  const elsewhere = join(folder, 'tmp');
  mkdirSync(elsewhere);
  return {
    folder,
    settings: {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://chat.examplehospital.nhs.uk',
      TRUST_PROXY: 'true',
      TRUST_PROFILE: join(folder, 'profile.json'),
      DATABASE_URL: `sqlite:${join(folder, 'pals.db')}`,
      // The database of a test is in the machine's folder for what is temporary.
      TMPDIR: elsewhere,
      TEAMS: 'off',
      OIDC_ISSUER: 'https://login.examplehospital.nhs.uk/v2.0',
      OIDC_CLIENT_ID: '0b8f3f52-5f1c-4d8e-9a35-0d0fd1f1c001',
      OIDC_CLIENT_SECRET: 'Qm8~kD2vXr7LwZp4TnY1bHs6GcJf9aRu',
      DIRECTLINE_SIGNING_KEY: 'u7GZ0pXk3qWv9tBnL2mRcYd5sHfJ8aEo1iTzKxVbNwQ',
      RETURN_CODE_KEY: 'e4RtY8uIoP2aSdF6gHjK1lZxC9vBnM3qWz7XcVbN5mQ',
      ALERT_WEBHOOK_URL: 'https://alerts.examplehospital.nhs.uk/pals',
      ALERT_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
  };
}
