import { type Cell, csvText } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { formatsFor } from '../platform/i18n/formats.ts';
import type { Locale } from '../platform/i18n/locales.ts';
import { aboutPath, addressOf, commitmentPath, homePath, partnershipPath } from './address.ts';
import type { Capacity, CommitmentData, Delivery, Ground, Organisation, PartnershipData, Promised } from './data.ts';
import { claimText, named, plainAmount, said } from './figures.ts';
import { groundsOf, organisationsOf, partiesOf } from './ledger.sql.ts';
import type { Ask } from './pages.ts';

/** The data of a page, to take away. What it means is told on the page about the figures. */
export type File = { name: string; as: 'csv' | 'json'; body: string };
type Form = 'csv' | 'json';

type World = {
  ask: Ask;
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
  deliveries: readonly Delivery[];
};

const claimOf = (locale: Locale, ground: Ground) => ({
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

const partiesNamed = ({ ask, organisations }: World, ids: readonly string[]) =>
  ids.map((id) => {
    const found = organisations.find((organisation) => organisation.id === id);
    return { id, name: found ? named(ask.locale, found.names) : null, country: found?.country ?? null };
  });

const deliveryOf = (world: World, row: Promised, delivery: Delivery) => ({
  id: delivery.id,
  demonstration: delivery.isDemo,
  comparator: delivery.comparator,
  amount: row.kind === 'act' ? null : plainAmount(delivery.amount, row.currency),
  currency: row.currency,
  period: delivery.period,
  place: delivery.place,
  reportedOn: delivery.reportedOn,
  countedFrom: delivery.isFromRecords ? 'records' : 'documents',
  claims: world.grounds
    .filter(({ deliveryId }) => deliveryId === delivery.id)
    .map((it) => claimOf(world.ask.locale, it)),
});

const commitmentOf = (world: World, row: Promised) => {
  const { locale, origin } = world.ask;
  const own = ({ commitmentId, deliveryId }: Ground) => commitmentId === row.id && deliveryId === null;
  return {
    id: row.id,
    address: `${origin}${addressOf(locale, commitmentPath(row.id))}`,
    demonstration: row.isDemo,
    partnership: {
      slug: row.partnership.slug,
      name: named(locale, row.partnership.names),
    },
    title: said(locale, row.title).text,
    from: partiesNamed(world, row.debtors),
    to: partiesNamed(world, row.creditors),
    kind: row.kind,
    measure: row.measure && {
      ...row.measure,
      names: named(locale, row.measure.names),
    },
    strength: row.strength,
    promised:
      row.target === null
        ? null
        : {
            comparator: row.comparator,
            amount: plainAmount(row.target, row.currency),
            currency: row.currency,
          },
    delivered:
      row.deliveries === 0 || row.kind === 'act'
        ? null
        : {
            comparator: row.deliveredAs,
            amount: plainAmount(row.delivered, row.currency),
            currency: row.currency,
          },
    deliveryRecords: row.deliveries,
    status: row.status,
    term: row.term,
    statedOn: row.statedOn,
    reportedOn: row.reportedOn,
    place: row.place,
    condition: row.condition && said(locale, row.condition).text,
    claims: world.grounds.filter(own).map((it) => claimOf(locale, it)),
    deliveries: world.deliveries
      .filter(({ commitmentId }) => commitmentId === row.id)
      .map((it) => deliveryOf(world, row, it)),
  };
};

const capacityOf = ({ ask: { locale }, grounds }: World, { id, isDemo, title, amount, comparator, per }: Capacity) => ({
  id,
  demonstration: isDemo,
  title: said(locale, title).text,
  comparator,
  amount: String(amount),
  per,
  claims: grounds.filter(({ capacityId }) => capacityId === id).map((it) => claimOf(locale, it)),
});

const head = ({ locale, origin, today }: Ask, path: string) => ({
  format: 'yntymaq.public/1',
  meaning: `${origin}${addressOf(locale, aboutPath)}#data`,
  address: `${origin}${addressOf(locale, path)}`,
  language: locale,
  asOf: today,
});

type Commitment = ReturnType<typeof commitmentOf>;
type Claim = ReturnType<typeof claimOf>;

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
type Line = Partial<Record<(typeof columns)[number], Cell>>;

const claimLine = (belongs_to: string, claim: Claim): Line => ({
  record: 'claim',
  id: claim.id,
  belongs_to,
  demonstration: claim.demonstration,
  title: claim.states,
  ...{
    kind: claim.part,
    quote: claim.quote,
    quote_language: claim.language,
    source: claim.source.title,
  },
  ...{
    publisher: claim.source.publisher,
    published: claim.source.published,
  },
  ...{
    address: claim.source.address,
    sha256: claim.source.sha256,
  },
});

function linesOf(commitment: Commitment): Line[] {
  const { id, demonstration, promised, delivered, claims, deliveries } = commitment;
  const names = (parties: Commitment['from']) => parties.map(({ name }) => name).join('; ');
  const line: Line = {
    record: 'commitment',
    id,
    demonstration,
    partnership: commitment.partnership.name,
    title: commitment.title,
    ...{
      from: names(commitment.from),
      to: names(commitment.to),
      kind: commitment.kind,
    },
    ...{
      measure: commitment.measure?.names,
      strength: commitment.strength,
      status: commitment.status,
    },
    ...{
      promised_comparator: promised?.comparator,
      promised: promised?.amount,
    },
    ...{
      delivered_comparator: delivered?.comparator,
      delivered: delivered?.amount,
    },
    ...{
      currency: promised?.currency ?? delivered?.currency,
      term: commitment.term,
      place: commitment.place,
    },
    ...{
      stated_on: commitment.statedOn,
      reported_on: commitment.reportedOn,
      address: commitment.address,
    },
  };
  const delivery = (it: Commitment['deliveries'][number]): Line[] => [
    {
      record: 'delivery',
      id: it.id,
      belongs_to: id,
      demonstration: it.demonstration,
      currency: it.currency,
      ...{
        delivered_comparator: it.comparator,
        delivered: it.amount,
        period: it.period,
        place: it.place,
      },
      reported_on: it.reportedOn,
    },
    ...it.claims.map((claim) => claimLine(it.id, claim)),
  ];
  return [line, ...claims.map((claim) => claimLine(id, claim)), ...deliveries.flatMap(delivery)];
}

const capacityLines = (capacity: ReturnType<typeof capacityOf>): Line[] => [
  {
    record: 'capacity',
    id: capacity.id,
    demonstration: capacity.demonstration,
    title: capacity.title,
    ...{
      capacity_comparator: capacity.comparator,
      capacity: capacity.amount,
      capacity_per: capacity.per,
    },
  },
  ...capacity.claims.map((claim) => claimLine(capacity.id, claim)),
];

const csvOf = (lines: readonly Line[]): string =>
  csvText(
    columns,
    lines.map((line) => columns.map((column) => line[column])),
  );
const jsonOf = (value: object): string => `${JSON.stringify(value, null, 1)}\n`;

/** Every promise of a search; deliveries are in the files of a partnership and of a commitment. */
export async function listFile(
  tx: Tx,
  ask: Ask,
  { as, rows, more }: { as: Form; rows: Promised[]; more: boolean },
): Promise<File> {
  const organisations = await organisationsOf(tx, partiesOf(rows));
  const grounds = await groundsOf(tx, { commitments: rows.map(({ id }) => id), limit: rows.length * 8 });
  const world: World = { ask, organisations, grounds, deliveries: [] };
  const commitments = rows.map((row) => commitmentOf(world, row));
  const name = `yntymaq-${ask.today}.${as}`;
  if (as === 'csv') return { as, name, body: csvOf(commitments.flatMap(linesOf)) };
  return { as, name, body: jsonOf({ ...head(ask, homePath), goesOn: more, commitments }) };
}

export function partnershipFile(ask: Ask, as: Form, data: PartnershipData): File {
  const { partnership, promised, total } = data;
  const world: World = { ask, ...data };
  const commitments = promised.map((row) => commitmentOf(world, row));
  const capacities = data.capacities.map((capacity) => capacityOf(world, capacity));
  const name = `yntymaq-${partnership.slug}-${ask.today}.${as}`;
  if (as === 'csv')
    return { as, name, body: csvOf([...commitments.flatMap(linesOf), ...capacities.flatMap(capacityLines)]) };
  const { slug, names, summary, isDemo, sides } = partnership;
  const about = {
    slug,
    name: named(ask.locale, names),
    summary: said(ask.locale, summary).text,
    demonstration: isDemo,
    sides: sides.map((side) => ({
      name: named(ask.locale, side.names),
      organisations: partiesNamed(world, side.organisations),
    })),
  };
  const whole = { ...head(ask, partnershipPath(slug)), goesOn: total > promised.length };
  return { as, name, body: jsonOf({ ...whole, partnership: about, commitments, capacities }) };
}

export function commitmentFile(ask: Ask, as: Form, data: CommitmentData): File {
  const { commitment, confirmations, assessments } = data;
  const world: World = { ask, ...data };
  const row = commitmentOf(world, commitment);
  const name = `yntymaq-${commitment.id}-${ask.today}.${as}`;
  if (as === 'csv') return { as, name, body: csvOf(linesOf(row)) };
  const { conditionState, beneficiaries, withdrawnOn } = commitment;
  const more = {
    conditionState,
    beneficiaries: beneficiaries && said(ask.locale, beneficiaries).text,
    withdrawnOn,
    confirmations: confirmations.map(({ deliveryId, organisationId, confirmedAs, at }) => ({
      ...{
        delivery: deliveryId,
        as: confirmedAs,
        at: at.toISOString(),
      },
      by: partiesNamed(world, [organisationId])[0],
    })),
    assessments: assessments.map(({ verdict, reasons, trueOn }) => ({
      ...{
        verdict,
        trueOn,
        reasons: reasons && said(ask.locale, reasons).text,
      },
    })),
  };
  return { as, name, body: jsonOf({ ...head(ask, commitmentPath(commitment.id)), commitment: { ...row, ...more } }) };
}
