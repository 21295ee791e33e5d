/** What is said in Teams alone, beside what the bot says everywhere. */
import type { Words } from '../../locales/words';

export interface StaffWords {
  /** Below the greeting: what can be written at any time, because Teams has no bar of buttons. */
  readonly hint: string;
  /** When the answer takes long. */
  readonly waiting: string;
  /** In a group or a team's channel, where others read along. */
  readonly group: readonly string[];
  /** To a message that was changed after it was sent. */
  readonly edited: string;
  /** The same, where something personal is in it. */
  readonly editedPersonal: string;
  /** One line with the numbers, by tier, where danger is only slightly likely. */
  readonly slight: Readonly<Record<string, string>>;
}

export function staffWords(words: Pick<Words, 'line'>): StaffWords {
  const of = (id: string): string => words.line(`bot:${id}`, 'staff').text;
  return {
    hint: of('teams.hint'),
    waiting: of('teams.waiting'),
    group: [of('teams.group'), of('teams.groupPatients'), of('slight.T0')],
    edited: of('teams.edited'),
    editedPersonal: of('teams.editedPersonal'),
    slight: { T0: of('slight.T0'), T1: of('slight.T1'), T2: of('slight.T0'), T3: of('slight.T3') },
  };
}
