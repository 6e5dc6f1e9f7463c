import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { titlesOf } from './commitment.sql.ts';
import { listCommitments } from './list.sql.ts';
import { commitmentIdsUnder } from './origin.sql.ts';
import { withNames } from './pages.server.ts';
import { commitmentsOf } from './rows.sql.ts';
import type { Status } from './status.ts';

/** What other modules show of the ledger. */
type Origin = { meeting?: string; instrument?: string; article?: string };

/**
 * The commitments that were made at a meeting, by an instrument or under one of its articles, as they stand for who asks,
 * with the organisations that they name. One of the three ids is given.
 */
export async function commitmentsUnder(context: Served, of: Origin) {
  const found = await commitmentsOf(context.tx, await commitmentIdsUnder(context.tx, of));
  const { items, organisations } = await withNames(context, found);
  return { items, organisations };
}

/** What commitments of these ids are called, as far as the actor sees them. */
export const commitmentTitles = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; title: LocalisedText; isDemo: boolean; termLast: string | null }[]> => titlesOf(tx, ids);

const open: readonly Status[] = ['overdue', 'not_reported', 'at_risk', 'not_started', 'on_track'];
const mostShown = 100;

/** What is still to be done in a partnership (an id), most urgent first: what the own side owes, and what it is owed. */
export async function openCommitments(context: Served, partnership: string) {
  const slice = { order: { sort: 'status', isDescending: false } as const, after: null, limit: mostShown };
  const asked = { ...slice, today: context.today };
  const filter = { partnership, status: open };
  const weOwe = await listCommitments(context.tx, { ...filter, direction: 'we_owe' }, asked);
  const owedToUs = await listCommitments(context.tx, { ...filter, direction: 'owed_to_us' }, asked);
  const { items, organisations } = await withNames(context, [...weOwe, ...owedToUs]);
  return { weOwe: items.slice(0, weOwe.length), owedToUs: items.slice(weOwe.length), organisations };
}
