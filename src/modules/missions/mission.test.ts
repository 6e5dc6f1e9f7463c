import { expect, test } from 'vitest';
import { moved, movesFrom, missionMoves, missionStates } from './mission.ts';

test('every state and every move: what the table allows happens, and nothing else does', () => {
  const allowed = missionStates.flatMap((state) =>
    missionMoves.flatMap((move) => {
      const result = moved(state, move);
      return 'moved' in result ? [`${state} ${move} ${result.moved}`] : [];
    }),
  );
  expect(allowed).toEqual([
    'draft announce announced',
    'draft cancel cancelled',
    'announced start running',
    'announced cancel cancelled',
    'running close closed',
    'closed reopen running',
  ]);
});

test('only what was cancelled is over for good', () => {
  expect(missionStates.filter((state) => movesFrom(state).length === 0)).toEqual(['cancelled']);
});
