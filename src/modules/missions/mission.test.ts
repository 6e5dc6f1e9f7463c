import { expect, test } from 'vitest';
import { moved, movesFrom, missionMoves, missionStates } from './mission.ts';

test('every state and every move: what the table allows happens, and nothing else does', () => {
  const outcomes = missionStates.flatMap((state) =>
    missionMoves.map((move) => {
      const result = moved(state, move);
      return [state, move, 'moved' in result ? result.moved : result.refused];
    }),
  );
  expect(outcomes).toEqual([
    ['open', 'close', 'closed'],
    ['open', 'reopen', 'mission-move-impossible'],
    ['closed', 'close', 'mission-move-impossible'],
    ['closed', 'reopen', 'open'],
  ]);
});

test('from every state something may happen, so nothing is stuck', () => {
  expect(missionStates.filter((state) => movesFrom(state).length === 0)).toEqual([]);
});
