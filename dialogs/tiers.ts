import { TIERS, type Tier } from './engine/flow';

export const higher = (a: Tier, b: Tier): Tier => (TIERS.indexOf(a) <= TIERS.indexOf(b) ? a : b);
