import { type Vote, votes } from '../board.ts';
import type { BoardCase } from '../schemas.ts';
import type { BoardWords } from './words.ts';

/** How many voted what: `3 for, 1 defer`. */
export function tallyText(tally: BoardCase['tally'], { t, formats }: BoardWords): string {
  const parts = votes
    .filter((vote) => tally[vote] > 0)
    .map((vote) => t(`boards.ui.tally.${vote}`, { count: formats.number(tally[vote]) }));
  return parts.length > 0 ? parts.join(', ') : t('boards.ui.tally.none');
}

/** The mark of a vote: the same shapes as statuses, never colour alone. */
export const markOf = {
  for: 'kept',
  against: 'overdue',
  defer: 'no_target',
  abstain: 'not_started',
} as const satisfies Record<Vote, string>;
