/** The lists in the order of their tabs. */
import type { List } from '../../channels/desk/wire';

export const LIST_IDS = ['waiting', 'mine', 'all', 'closed'] as const satisfies readonly List[];
