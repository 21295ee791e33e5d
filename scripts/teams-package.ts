/**
 * `npm run teams:package -- --privacy https://…` writes `dist/teams/pals.zip`, the app package for a Teams administrator.
 * Settings by the names of `.env.example`: `MicrosoftAppId`, `TRUST_PROFILE`. `--developer` where the Trust's name is
 * longer than 32 characters, `--terms` where the terms of use are not in the privacy notice.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config';
import { loadRelease } from '../locales/loadRelease';
import { createWords } from '../locales/words';
import packageJson from '../package.json';
import { loadProfile } from '../trust/loadProfile';
import { trustValues } from '../trust/values';
import { appPackage, manifestProblems } from './teams/appPackage';
import { manifestOf } from './teams/manifest';

const PATH = 'dist/teams/pals.zip';
const LANGUAGE = 'en';

function main(): number {
  const text = { type: 'string' } as const;
  const { privacy, terms, developer } = parseArgs({
    options: { privacy: text, terms: text, developer: text },
  }).values;
  const { MicrosoftAppId: appId, TRUST_PROFILE } = readConfig(process.env);
  if (!appId || !privacy) {
    console.error(
      !appId
        ? 'MicrosoftAppId is missing: give the id of the Azure Bot, as the service has it. See docs/how-to/install-in-teams.md.'
        : 'Give the address of your privacy notice: npm run teams:package -- --privacy https://…',
    );
    return 1;
  }
  const profile = loadProfile(TRUST_PROFILE);
  const { id: trustId, pageText } = profile;
  const release = loadRelease({ language: LANGUAGE, folder: dirname(TRUST_PROFILE), trustId, pageText });
  const words = createWords({ language: LANGUAGE, trust: trustValues(profile), release });
  const manifest = manifestOf(
    {
      version: packageJson.version,
      appId,
      developer: developer ?? profile.name,
      websiteUrl: profile.pageUrl,
      privacyUrl: privacy,
      termsUrl: terms ?? privacy,
    },
    words,
  );
  const problems = manifestProblems(manifest);
  if (problems.length > 0) {
    console.error(`Teams would refuse this manifest:\n${problems.map((one) => `- ${one}`).join('\n')}`);
    return 1;
  }
  mkdirSync(dirname(PATH), { recursive: true });
  writeFileSync(PATH, appPackage(manifest));
  console.log(`${PATH} is ready. Next: docs/how-to/install-in-teams.md`);
  return 0;
}

process.exit(main());
