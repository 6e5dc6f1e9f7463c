import type { Served } from '../../platform/serve.ts';
import { orderOf } from './list.ts';
import { listCommitments } from './list.sql.ts';
import { withNames } from './pages.server.ts';

/** What is not settled, the most urgent first. */
const open = ['overdue', 'not_reported', 'at_risk', 'not_started', 'on_track'] as const;
const most = 100;

/** What the acting organisation's side owes in a partnership and what it is owed, as far as it is not kept or withdrawn. */
export async function openCommitments(context: Served, partnership: string) {
  const slice = { order: orderOf('status'), after: null, limit: most, today: context.today };
  const listed = (direction: 'we_owe' | 'owed_to_us') =>
    listCommitments(context.tx, { partnership, direction, status: open }, slice);
  const weOwe = await withNames(context, await listed('we_owe'));
  const owedToUs = await withNames(context, await listed('owed_to_us'));
  const organisations = [...weOwe.organisations, ...owedToUs.organisations];
  return { weOwe: weOwe.items, owedToUs: owedToUs.items, organisations };
}
