import { CASE_STATES, MOVES, isLegal, type CaseState } from '../../handover/caseStates';

const moves = Object.entries(MOVES);
const reachable = (from: CaseState): Set<CaseState> => {
  const seen = new Set<CaseState>([from]);
  for (const state of seen) for (const [, move] of moves) if (move.from.includes(state)) seen.add(move.to);
  return seen;
};

describe('the life of a case', () => {
  test('every state can be reached from the beginning', () => {
    expect([...reachable('raised')].sort()).toEqual([...CASE_STATES].sort());
  });

  test('no state is without a way out but the end, and every state can come to the end', () => {
    for (const state of CASE_STATES.filter((one) => one !== 'closed')) {
      expect(moves.some(([, move]) => move.from.includes(state))).toBe(true);
      expect(reachable(state)).toContain('closed');
    }
    expect(moves.filter(([, move]) => move.from.includes('closed'))).toEqual([]);
  });

  test('the person can leave from every state in which PALS has the case, and nobody else can make them', () => {
    for (const state of ['waiting', 'notAnsweredInTime', 'pickedUp', 'withAdvisor', 'transferred'] as const) {
      expect(isLegal('leave', state, 'person')).toBe(true);
      expect(isLegal('leave', state, 'holder')).toBe(false);
    }
  });

  test('only the holder joins the chat, and only a supervisor takes a case from a colleague', () => {
    expect(isLegal('join', 'pickedUp', 'holder')).toBe(true);
    expect(isLegal('join', 'pickedUp', 'advisor')).toBe(false);
    expect(isLegal('takeOver', 'withAdvisor', 'supervisor')).toBe(true);
    expect(isLegal('takeOver', 'withAdvisor', 'advisor')).toBe(false);
  });
});
