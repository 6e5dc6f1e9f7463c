import { documentsToReview } from '../documents/index.ts';
import { eventsSince } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { addDays } from '../../platform/time/calendar.ts';
import { deliveriesWhere, type FoundDelivery, type FoundEvent, type Waiting, waitingFor } from './detail.sql.ts';
import { deliveryShown, eventShown, withNames } from './pages.server.ts';
import { requestShown } from './request.server.ts';
import { type RequestTable, requestsToDecide } from './request.sql.ts';
import { commitmentsOf } from './rows.sql.ts';
import type { CommitmentRow } from './schemas.ts';
import { settlementShown } from './settle.server.ts';
import { type FoundSettlement, settlementsToAnswer } from './settlement.sql.ts';

/** The start page of the acting organisation: what waits, what is due, what is silent, what has changed. */
const daysAhead = 7;
const mostChanges = 30;

const subjectsOf = (events: readonly FoundEvent[], subject: string): string[] =>
  events.filter((each) => each.subject === subject).map(({ subjectId }) => subjectId);

type Found = { waiting: readonly Waiting[]; events: readonly FoundEvent[]; deliveries: readonly FoundDelivery[] };
type RowOf = (id: string | undefined) => CommitmentRow | undefined;

function confirmable({ actor }: Served, { waiting, deliveries }: Found, rowOf: RowOf) {
  const { organisation } = actor;
  return waiting.flatMap(({ delivery_id, commitment_id, confirm_as: as }) => {
    const found = deliveries.find(({ id }) => id === delivery_id);
    const commitment = rowOf(commitment_id);
    if (!found || !commitment || !as) return [];
    // Whether the side may confirm, the query has found out; what it rests on, the page of the commitment shows.
    const around = { parties: { debtors: [], creditors: [] }, side: [], organisation, grounds: [], claims: [] };
    return [{ delivery: { ...deliveryShown(found, around), mayConfirmAs: [as] }, commitment, as }];
  });
}

function changesShown({ events, deliveries }: Found, rowOf: RowOf) {
  const commitmentOf = new Map(deliveries.map((each) => [each.id, each.commitment_id]));
  return events.map((event) => {
    const about = rowOf(commitmentOf.get(event.subjectId) ?? event.subjectId);
    return { ...eventShown(event), commitment: about ? { id: about.id, title: about.title } : null };
  });
}

async function foundFor({ tx, today }: Served): Promise<Found> {
  const waiting = await waitingFor(tx, { today, until: addDays(today, daysAhead) });
  const events = await eventsSince(tx, new Date(`${addDays(today, -1)}T00:00:00Z`), mostChanges);
  const toConfirm = waiting.filter(({ slot }) => slot === 'confirm');
  const ids = [...toConfirm.flatMap(({ delivery_id }) => delivery_id ?? []), ...subjectsOf(events, 'delivery')];
  return { waiting, events, deliveries: await deliveriesWhere(tx, { ids }) };
}

/** What two sides, or two people, have to decide: proposals of other sides, and requests of colleagues who may not decide alone. */
async function undecidedFor(context: Served, { waiting }: Found): Promise<Undecided> {
  const isAsked = (slot: Waiting['slot']) => waiting.some((each) => each.slot === slot);
  const mayApprove = isAsked('approve') && context.actor.may.has('accords.publish');
  return {
    settlements: isAsked('settle') ? await settlementsToAnswer(context.tx) : [],
    requests: mayApprove ? await requestsToDecide(context) : [],
  };
}

type Undecided = { settlements: FoundSettlement[]; requests: RequestTable[] };

const undecidedShown = (context: Served, { settlements, requests }: Undecided, rowOf: RowOf) => ({
  toSettle: settlements.flatMap((each) => {
    const commitment = rowOf(each.commitment_id);
    // It is another side's proposal, so whatever the own side is called, it may answer.
    return commitment ? [{ settlement: settlementShown(each, commitment.currency, ''), commitment }] : [];
  }),
  toApprove: requests.flatMap((each) => {
    const commitment = rowOf(each.commitment_id);
    return commitment ? [{ request: requestShown(each, context), commitment }] : [];
  }),
});

export async function readToday(context: Served) {
  const { tx, today } = context;
  const toReview = await documentsToReview(tx);
  const found = await foundFor(context);
  const undecided = await undecidedFor(context, found);
  const { waiting, events, deliveries } = found;
  const inQuestion = [...waiting, ...deliveries, ...undecided.settlements, ...undecided.requests];
  const named = inQuestion.map(({ commitment_id }) => commitment_id);
  const commitments = await commitmentsOf(tx, [...new Set([...named, ...subjectsOf(events, 'commitment')])]);
  const { items, partnerships, organisations } = await withNames(context, commitments, {
    partnerships: toReview.map(({ partnership }) => partnership),
    organisations: events.map(({ organisation }) => organisation),
  });
  const rows = new Map(items.map((row) => [row.id, row]));
  const rowOf: RowOf = (id) => rows.get(id ?? '');
  const inSlot = (slot: Waiting['slot']) =>
    waiting.filter((each) => each.slot === slot).flatMap((each) => rowOf(each.commitment_id) ?? []);
  return {
    today,
    toReview: toReview.map(({ id, title, partnership, drafts, accepted, rejected }) => ({
      document: id,
      title,
      partnership,
      drafts,
      decided: accepted + rejected,
    })),
    toConfirm: confirmable(context, found, rowOf),
    ...undecidedShown(context, undecided, rowOf),
    becameDue: inSlot('became_due'),
    dueSoon: inSlot('due'),
    late: inSlot('late'),
    changes: changesShown(found, rowOf),
    partnerships,
    organisations,
  };
}
