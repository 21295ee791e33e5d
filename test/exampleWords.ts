import { createWords, type Words } from '../locales/words';
import { loadProfile } from '../trust/loadProfile';
import { trustValues } from '../trust/values';

/** The English words as the fictional example Trust says them. */
export const exampleWords = (): Words =>
  createWords({ language: 'en', trust: trustValues(loadProfile('trust/example/profile.json')) });
