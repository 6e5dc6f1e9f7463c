import { expect, test } from 'vitest';
import { moved, movesFrom, encounterMoves, encounterStates } from './encounter.ts';

test('every state and every move: what the table allows happens, and nothing else does', () => {
  const outcomes = encounterStates.flatMap((state) =>
    encounterMoves.map((move) => {
      const result = moved(state, move);
      return [state, move, 'moved' in result ? result.moved : result.refused];
    }),
  );
  expect(outcomes).toEqual([
    ['open', 'close', 'closed'],
    ['open', 'reopen', 'encounter-move-impossible'],
    ['closed', 'close', 'encounter-move-impossible'],
    ['closed', 'reopen', 'open'],
  ]);
});

test('from every state something may happen, so nothing is stuck', () => {
  expect(encounterStates.filter((state) => movesFrom(state).length === 0)).toEqual([]);
});
