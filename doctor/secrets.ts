/** What is only an example: secrets that were never made, and numbers that reach nobody. */
import type { Profile } from '../trust/profile';

/** Six letters or more: shorter ones stand in one random secret of some thousand. */
const PLACEHOLDER = /change.?me|replace|example|placeholder|secret|password|123456|abcdef|qwerty/i;
/** Of a secret of 32 random letters and figures all but one in a million has more. */
const FEWEST_SIGNS = 12;
const SHORTEST = 16;

/** Short, of few signs, or words that nobody draws by chance. */
export const isWeak = (secret: string): boolean =>
  secret.length < SHORTEST || new Set(secret).size < FEWEST_SIGNS || PLACEHOLDER.test(secret);

/**
 * Numbers that Ofcom keeps for films and books, and domains that RFC 2606 keeps for examples. Source of the ranges: Ofcom,
 * "Telephone numbers for drama use".
 */
const INVENTED = [
  /^0?2079460\d{3}$/,
  /^0?1632960\d{3}$/,
  /^0?1(13|14|15|16|17|18|21|31|41|51|61)4960\d{3}$/,
  /^0?1914980\d{3}$/,
  /^0?2896496\d{4}$/,
  /^0?2920180\d{3}$/,
  /^0?7700900\d{3}$/,
  /^0?8081570\d{3}$/,
  /^0?9098790\d{3}$/,
  /^0?3069990\d{3}$/,
];
const EXAMPLE_DOMAIN = /[@./](example\.(org|com|net)|example)(\/|$)|\.(test|invalid)(\/|$)/i;

const isInvented = (value: string): boolean => {
  if (/^\+?[\d ]+$/.test(value)) {
    const digits = value.replace(/^\+44/, '0').replaceAll(' ', '');
    return INVENTED.some((range) => range.test(digits));
  }
  return EXAMPLE_DOMAIN.test(value);
};

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** The numbers and addresses of a profile that lead nowhere. */
export const inventedIn = (profile: Profile): string[] => stringsIn(profile).filter(isInvented);
