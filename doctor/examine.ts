/** Looks at the settings, the Trust's profile and the released words, before the service starts or as `npm run doctor`. */
import { dirname } from 'node:path';
import { teamsSettingsProblems } from '../channels/teams/settings';
import { ConfigProblem, readConfig, type Config } from '../config';
import { loadRelease } from '../locales/loadRelease';
import type { Release } from '../locales/release';
import { loadProfile } from '../trust/loadProfile';
import type { Profile } from '../trust/profile';
import { CHECKS, type Facts } from './checks';

export interface Finding {
  /** Of a check, or of the setting that cannot be read at all. */
  readonly id: string;
  readonly level: 'refuse' | 'tell';
  readonly sentence: string;
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How Node was started. */
  readonly nodeOptions: readonly string[];
  /** The service's own: what is in it goes with the next release. */
  readonly folder: string;
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** Null where the settings cannot be read. */
  readonly config: Config | null;
}

const LANGUAGE = 'en';
const refusal = (id: string, sentence: string): Finding => ({ id, level: 'refuse', sentence });
/** What a part of the start throws, as findings of one id. */
const asFindings = (id: string, error: unknown): Finding[] => {
  if (error instanceof Error && 'problems' in error && Array.isArray(error.problems))
    return error.problems.map((problem) => refusal(id, String(problem)));
  throw error;
};

export function examine({ environment, nodeOptions, folder }: Surroundings): Examined {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    return {
      config: null,
      findings: error.problems.map((sentence) => refusal(sentence.split(' ')[0] ?? 'settings', sentence)),
    };
  }
  const findings = teamsSettingsProblems(config).map((sentence) => refusal('teams', sentence));
  let profile: Profile;
  let release: Release;
  try {
    profile = loadProfile(config.TRUST_PROFILE);
  } catch (error) {
    return { config, findings: [...findings, ...asFindings('trust-profile', error)] };
  }
  try {
    const { pageText, id: trustId } = profile;
    release = loadRelease({ language: LANGUAGE, folder: dirname(config.TRUST_PROFILE), trustId, pageText });
  } catch (error) {
    return { config, findings: [...findings, ...asFindings('released-words', error)] };
  }
  const facts: Facts = {
    ...{ config, environment, nodeOptions, profile, folder },
    approver: release.approver,
  };
  const isProduction = config.NODE_ENV === 'production';
  const wrong = CHECKS.filter((check) => (isProduction || check.always === true) && check.isWrong(facts));
  return { config, findings: [...findings, ...wrong.map(({ id, level, sentence }) => ({ id, level, sentence }))] };
}

/** @throws ConfigProblem with all that keeps the service from starting. */
export function configToStart(surroundings: Surroundings): {
  readonly config: Config;
  readonly told: readonly Finding[];
} {
  const { config, findings } = examine(surroundings);
  const refused = findings.filter(({ level }) => level === 'refuse');
  if (config === null || refused.length > 0) throw new ConfigProblem(refused.map(({ sentence }) => sentence));
  return { config, told: findings };
}
