import { locales } from '../../../platform/i18n/locales.ts';
import type { Names } from '../../../platform/i18n/shown.ts';
import type { BoardKind, Language, Majority, PriorityRule } from '../board.ts';
import type { Board } from '../schemas.ts';

/** A board as it stands in its form. */
export type BoardTyped = {
  names: Names;
  kind: BoardKind;
  quorum: string;
  majority: Majority;
  chairBreaksTies: boolean;
  priorityRule: PriorityRule;
  clockDays: string;
  languages: Language[];
  votesElsewhere: boolean;
};

export const newBoard: BoardTyped = {
  names: {},
  kind: 'receiving_board',
  quorum: '3',
  majority: 'simple',
  chairBreaksTies: false,
  priorityRule: 'urgency_waiting',
  clockDays: '10',
  languages: ['kk', 'ru'],
  votesElsewhere: false,
};

export const typedOf = (board: Board): BoardTyped => ({
  names: board.names,
  kind: board.kind,
  quorum: String(board.quorum),
  majority: board.majority,
  chairBreaksTies: board.chairBreaksTies,
  priorityRule: board.priorityRule,
  clockDays: String(board.clockDays),
  languages: board.languages,
  votesElsewhere: board.votesElsewhere,
});

/** What is sent: a name without words is left out. */
export function boardOf({ names, quorum, clockDays, ...typed }: BoardTyped) {
  const written = Object.fromEntries(
    Object.entries(names)
      .map(([tag, text]) => [tag, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  ) as Names;
  return { ...typed, names: written, quorum: Number(quorum), clockDays: Number(clockDays) };
}
/** A name is asked for in these. */
export const nameLanguages = locales;
