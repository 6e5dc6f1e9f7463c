import { formatsFor } from '../platform/i18n/formats.ts';
import { addressOf, commitmentPath } from './address.ts';
import type { Capacity, Delivery, Ground, Organisation, Promised } from './data.ts';
import { claimText, named, plainAmount, said } from './figures.ts';
import type { Ask } from './pages.ts';

/** Rows of the ledger as a file has them: amounts as decimal text, dates as EDTF, names in the reader's language. */
export type Known = {
  ask: Ask;
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
  deliveries: readonly Delivery[];
};

export const claimRecord = ({ locale }: Ask, ground: Ground) => ({
  id: ground.claimId,
  part: ground.part,
  demonstration: ground.isDemo,
  kind: ground.kind,
  states: claimText(formatsFor(locale), ground),
  value: ground.value,
  quote: ground.quote,
  sentence: ground.sentence,
  quoteOffset: ground.quoteOffset,
  language: ground.language,
  source: {
    title: ground.title,
    publisher: ground.publisher,
    address: ground.address,
    published: ground.publishedOn,
    sha256: ground.sha256,
  },
});

export const partyRecords = ({ ask, organisations }: Known, ids: readonly string[]) =>
  ids.map((id) => {
    const found = organisations.find((organisation) => organisation.id === id);
    return { id, name: found ? named(ask.locale, found.names) : null, country: found?.country ?? null };
  });

const deliveryRecord = ({ ask, grounds }: Known, row: Promised, delivery: Delivery) => ({
  id: delivery.id,
  demonstration: delivery.isDemo,
  comparator: delivery.comparator,
  amount: row.kind === 'act' ? null : plainAmount(delivery.amount, row.currency),
  currency: row.currency,
  period: delivery.period,
  place: delivery.place,
  reportedOn: delivery.reportedOn,
  countedFrom: delivery.isFromRecords ? 'records' : 'documents',
  claims: grounds.filter(({ deliveryId }) => deliveryId === delivery.id).map((it) => claimRecord(ask, it)),
});

const amountRecord = (amount: bigint, { currency }: Promised, comparator: string) => ({
  comparator,
  amount: plainAmount(amount, currency),
  currency,
});

export function commitmentRecord(known: Known, row: Promised) {
  const { ask, grounds, deliveries } = known;
  const isCounted = row.deliveries > 0 && row.kind !== 'act';
  const own = grounds.filter(({ commitmentId, deliveryId }) => commitmentId === row.id && deliveryId === null);
  const done = deliveries.filter(({ commitmentId }) => commitmentId === row.id);
  return {
    id: row.id,
    address: `${ask.origin}${addressOf(ask.locale, commitmentPath(row.id))}`,
    demonstration: row.isDemo,
    partnership: { slug: row.partnership.slug, name: named(ask.locale, row.partnership.names) },
    title: said(ask.locale, row.title).text,
    titles: row.title,
    from: partyRecords(known, row.debtors),
    to: partyRecords(known, row.creditors),
    kind: row.kind,
    measure: row.measure && { ...row.measure, names: named(ask.locale, row.measure.names) },
    strength: row.strength,
    promised: row.target === null ? null : amountRecord(row.target, row, row.comparator),
    delivered: isCounted ? amountRecord(row.delivered, row, row.deliveredAs) : null,
    deliveryRecords: row.deliveries,
    status: row.status,
    term: row.term,
    statedOn: row.statedOn,
    reportedOn: row.reportedOn,
    place: row.place,
    condition: row.condition && said(ask.locale, row.condition).text,
    conditionState: row.conditionState,
    per: row.per,
    placeKey: row.placeKey,
    withdrawnOn: row.withdrawnOn,
    replacedBy: row.replacedBy,
    countsWithinWhole: row.isPart,
    sidesDiffer: row.differences > 0,
    claims: own.map((it) => claimRecord(ask, it)),
    deliveries: done.map((it) => deliveryRecord(known, row, it)),
  };
}

export const capacityRecord = ({ ask, grounds }: Known, capacity: Capacity) => ({
  id: capacity.id,
  demonstration: capacity.isDemo,
  title: said(ask.locale, capacity.title).text,
  comparator: capacity.comparator,
  amount: String(capacity.amount),
  per: capacity.per,
  kind: capacity.kind,
  asOf: capacity.asOf,
  place: capacity.place,
  claims: grounds.filter(({ capacityId }) => capacityId === capacity.id).map((it) => claimRecord(ask, it)),
});

export type CommitmentRecord = ReturnType<typeof commitmentRecord>;
export type CapacityRecord = ReturnType<typeof capacityRecord>;
export type ClaimRecord = ReturnType<typeof claimRecord>;
