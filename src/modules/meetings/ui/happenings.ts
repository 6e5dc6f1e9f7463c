import type { Happening } from '../../../platform/happening.ts';
import type { Words } from './useWords.ts';

/** Events that have words of their own; any other is told as a change. */
const known = [
  'record',
  'change',
  'hold',
  'cancel',
  'planAgain',
  'setParticipants',
  'setPoints',
  'enterCommitments',
  'writeMinutes',
  'mendMinutes',
  'discardMinutes',
  'approveMinutes',
  'approveMending',
  'signMinutes',
  'addDocument',
  'removeDocument',
  'layGround',
  'takeUpGround',
  'publish',
  'retract',
] as const;

/** What happened to a meeting, in a few words. */
export const happeningText = ({ action }: Pick<Happening, 'action'>, { t }: Words): string =>
  t(`meetings.event.${known.find((each) => each === action) ?? 'other'}`);
