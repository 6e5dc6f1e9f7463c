import { type Cell, csvText } from '../platform/csv.ts';
import type { CapacityRecord, ClaimRecord, CommitmentRecord } from './records.ts';

/** The columns of every CSV; told on the page about the figures. A line is one record and leaves the others' columns empty. */
const columns = [
  'record',
  'id',
  'belongs_to',
  'demonstration',
  'partnership',
  'title',
  'from',
  'to',
  'kind',
  'measure',
  'strength',
  'promised_comparator',
  'promised',
  'delivered_comparator',
  'delivered',
  'currency',
  'status',
  'term',
  'period',
  'capacity_comparator',
  'capacity',
  'capacity_per',
  'place',
  'stated_on',
  'reported_on',
  'quote',
  'quote_language',
  'source',
  'publisher',
  'published',
  'address',
  'sha256',
] as const;
export type Line = Partial<Record<(typeof columns)[number], Cell>>;

const claimLine = (belongs_to: string, claim: ClaimRecord): Line => ({
  record: 'claim',
  id: claim.id,
  belongs_to,
  demonstration: claim.demonstration,
  title: claim.states,
  kind: claim.part,
  quote: claim.quote,
  quote_language: claim.language,
  source: claim.source.title,
  publisher: claim.source.publisher,
  published: claim.source.published,
  address: claim.source.address,
  sha256: claim.source.sha256,
});

const deliveryLines = (belongs_to: string, delivery: CommitmentRecord['deliveries'][number]): Line[] => [
  {
    record: 'delivery',
    id: delivery.id,
    belongs_to,
    demonstration: delivery.demonstration,
    currency: delivery.currency,
    delivered_comparator: delivery.comparator,
    delivered: delivery.amount,
    period: delivery.period,
    place: delivery.place,
    reported_on: delivery.reportedOn,
  },
  ...delivery.claims.map((claim) => claimLine(delivery.id, claim)),
];

const namesOf = (parties: CommitmentRecord['from']): string => parties.map(({ name }) => name ?? '').join('; ');

const commitmentLine = (commitment: CommitmentRecord): Line => ({
  record: 'commitment',
  id: commitment.id,
  demonstration: commitment.demonstration,
  partnership: commitment.partnership.name,
  title: commitment.title,
  from: namesOf(commitment.from),
  to: namesOf(commitment.to),
  kind: commitment.kind,
  measure: commitment.measure?.names,
  strength: commitment.strength,
  promised_comparator: commitment.promised?.comparator,
  promised: commitment.promised?.amount,
  delivered_comparator: commitment.delivered?.comparator,
  delivered: commitment.delivered?.amount,
  currency: commitment.promised?.currency ?? commitment.delivered?.currency,
  status: commitment.status,
  term: commitment.term,
  place: commitment.place,
  stated_on: commitment.statedOn,
  reported_on: commitment.reportedOn,
  address: commitment.address,
});

/** A commitment, its quotes, its deliveries and theirs. */
export const commitmentLines = (commitment: CommitmentRecord): Line[] => [
  commitmentLine(commitment),
  ...commitment.claims.map((claim) => claimLine(commitment.id, claim)),
  ...commitment.deliveries.flatMap((delivery) => deliveryLines(commitment.id, delivery)),
];

export const capacityLines = (capacity: CapacityRecord): Line[] => [
  {
    record: 'capacity',
    id: capacity.id,
    demonstration: capacity.demonstration,
    title: capacity.title,
    kind: capacity.kind,
    capacity_comparator: capacity.comparator,
    capacity: capacity.amount,
    capacity_per: capacity.per,
  },
  ...capacity.claims.map((claim) => claimLine(capacity.id, claim)),
];

export const csvOf = (lines: readonly Line[]): string =>
  csvText(
    columns,
    lines.map((line) => columns.map((column) => line[column])),
  );
