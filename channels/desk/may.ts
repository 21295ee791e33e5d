/** What an advisor may do with a case now: the moves as data, seen from who they are. */
import type { Case, HistoryLine } from '../../handover/case';
import { isLegal, MOVES, type Actor } from '../../handover/caseStates';
import { actorsOf } from '../../handover/makeMove';
import { may } from '../../handover/roles';
import type { Advisor, Mover } from '../../storage/port';
import { DESK_MOVES, type DeskMove } from './wire';

type Person = Pick<Advisor, 'id' | 'name' | 'role'>;

/** As whom the store is told; null for those who change no case. */
export function moverOf({ id, name, role }: Person): Mover | null {
  return role === 'advisor' || role === 'supervisor' ? { kind: role, who: { id, name } } : null;
}

export function movesOf(one: Case, person: Person): DeskMove[] {
  const mover = moverOf(person);
  if (mover === null) return [];
  const actors = actorsOf(one, mover);
  return DESK_MOVES.filter((id) => {
    if (id === 'takeOver' && one.holder?.id === person.id) return false;
    const from: readonly Case['state'][] = MOVES[id].from;
    const by: readonly Actor[] = MOVES[id].by;
    return from.includes(one.state) && actors.some((actor) => by.includes(actor));
  });
}

export const isOnPhone = (one: Case, { id }: Pick<Person, 'id'>): boolean =>
  one.state === 'onPhone' && one.holder?.id === id;

/**
 * Whether the return code may be read out: to a caller who is new, while that call lasts. Who calls with a reference
 * has not shown that the chat is theirs.
 */
export const mayGiveCode = (one: Case, person: Pick<Person, 'id'>, history: readonly HistoryLine[]): boolean =>
  one.channel === 'phone' && isOnPhone(one, person) && history.filter(({ what }) => what === 'call').length === 1;

export const maySay = (one: Case, { id, role }: Person): boolean =>
  may(role, 'workCases') &&
  one.holder?.id === id &&
  (one.state === 'withAdvisor' || isLegal('join', one.state, 'holder'));
