import { commitmentTitles } from '../accords/index.ts';
import { partnershipNames } from '../directory/index.ts';
import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { decisionsAbout } from './decision.sql.ts';
import { shownDecisions } from './decision.server.ts';
import { ledgerPage, sumsOf } from './ledger.sql.ts';
import { linesOf } from './quota.ts';
import { quotaFound, instrumentTitle } from './quota.sql.ts';
import type { Ledger, QuotaPage } from './schemas.ts';
import { groupsByCode, namesOf, shownLine, shownQuota, shownTransaction } from './shown.server.ts';

const onOnePage = 50;
type Asked = { id: string; before?: string | undefined };

/** A page of the ledger of a quota that the actor sees. */
async function ledgerOf(context: Served, { id, before }: Asked, currency: string | null): Promise<Ledger> {
  const rows = await ledgerPage(context.tx, id, { before, limit: onOnePage + 1 });
  const items = rows.slice(0, onOnePage).map((row) => shownTransaction(row, currency));
  const next = rows.length > onOnePage ? (items.at(-1)?.id ?? null) : null;
  const organisations = await namesOf(
    context,
    items.map(({ organisation }) => organisation),
  );
  return { items, next, organisations };
}

export async function readLedger(context: Served, asked: Asked): Promise<Ledger | null> {
  const row = await quotaFound(context.tx, asked.id);
  return row ? ledgerOf(context, asked, row.currency) : null;
}

/** A quota with what came in and went out, its ledger and the decisions about it. */
export async function readQuota(context: Served, id: string): Promise<QuotaPage | null> {
  const { tx, today } = context;
  const row = await quotaFound(tx, id);
  if (!row) return null;
  const group = await groupsByCode(context);
  const [ledger, decisions, sums] = [
    await ledgerOf(context, { id }, row.currency),
    await shownDecisions(context, await decisionsAbout(tx, id), group),
    await sumsOf(tx, id),
  ];
  const answering = decisions.flatMap(({ proposedBy, answeredBy }) => [proposedBy, answeredBy]);
  const organisations = await namesOf(context, [row.owner_organisation, row.centre, row.beneficiary, ...answering]);
  const [partnership] = await partnershipNames(tx, [row.partnership_id]);
  const [promise] = row.commitment_id === null ? [] : await commitmentTitles(tx, [row.commitment_id]);
  return {
    ...shownQuota(row, group),
    lines: linesOf(sums, row.balance).map((line) => shownLine(line, row.currency)),
    ledger,
    decisions,
    instrumentTitle: row.instrument_id === null ? null : await instrumentTitle(tx, row.instrument_id),
    commitmentTitle: promise?.title ?? null,
    partnershipNamed: partnership ?? null,
    organisations,
    today,
    events: await historyOf(tx, [id]),
  };
}
