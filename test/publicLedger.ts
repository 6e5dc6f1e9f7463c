import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { World } from './world.ts';

/** Rows of the ledger, put in as the owner of the database: what the modules would write, without their rules. */
export type Place = { partnership: { id: string; sides: string[] }; owner: string };
type Visibility = 'own_side' | 'partnership' | 'public';
type Row = Record<string, unknown>;
type Ledger = {
  insert: (table: string, row: Row) => Promise<void>;
  shared: (visibility: Visibility, isDemo: boolean) => Row;
};

const said = (text: string) =>
  JSON.stringify({ kk: { text, by: 'person' }, ru: { text, by: 'person' }, en: { text, by: 'person' } });

const act = {
  title: 'Бір іс',
  kind: 'act',
  measure: null as string | null,
  currency: null as string | null,
  target: null as number | null,
  comparator: 'eq',
  strength: 'agreed' as string | null,
  debtors: [] as string[],
  creditors: [] as string[],
  term: null as string | null,
  termLast: null as string | null,
  condition: null as string | null,
  place: null as string | null,
  statedOn: null as string | null,
  visibility: 'public' as Visibility,
  isDemo: false,
};

async function putCommitment({ insert, shared }: Ledger, given: Partial<typeof act>): Promise<string> {
  const id = uuidv7();
  const { title, measure, termLast, condition, statedOn, visibility, isDemo, ...rest } = { ...act, ...given };
  await insert('commitment', {
    ...shared(visibility, isDemo),
    ...rest,
    id,
    title: said(title),
    measure_key: measure,
    term_last: termLast,
    condition: condition === null ? null : said(condition),
    condition_state: condition === null ? null : 'unknown',
    stated_on: statedOn,
    version: 1,
    changed_at: new Date(),
  });
  return id;
}

type Delivered = { amount?: number; comparator?: string; period?: string; visibility?: Visibility };

async function putDelivery({ insert, shared }: Ledger, commitment_id: string, given: Delivered): Promise<string> {
  const id = uuidv7();
  const { amount = 1, comparator = 'eq', period = null, visibility = 'public' } = given;
  await insert('delivery', {
    ...shared(visibility, false),
    id,
    commitment_id,
    amount,
    comparator,
    period,
    reported_on: '2020-12-23',
    version: 1,
    changed_at: new Date(),
  });
  return id;
}

const statement = {
  kind: 'commitment',
  value: { strength: 'agreed', what: 'іс' } as object,
  quote: 'келісті',
  sentence: 'Тараптар келісті.',
  visibility: 'public' as Visibility,
  state: 'accepted' as 'accepted' | 'draft',
  /** The source: its title, publisher, address and the day it was published. */
  source: 'Жаңалық беті',
  publisher: null as string | null,
  address: 'https://example.org/news',
  published: '2020-12-23',
};

async function putClaim({ insert, shared }: Ledger, given: Partial<typeof statement>): Promise<string> {
  const { visibility, source, publisher, address, published, quote, sentence, state, ...rest } = {
    ...statement,
    ...given,
  };
  const [id, document_id] = [uuidv7(), uuidv7()];
  await insert('source_document', {
    ...shared(visibility, false),
    id: document_id,
    title: source,
    publisher,
    address,
    language: 'kk',
    published_on: published,
    published_first: published,
    sha256: `${randomUUID()}${randomUUID()}`.replaceAll('-', ''),
    taken_in_at: new Date(),
    taken_in_by: uuidv7(),
  });
  await insert('claim', {
    ...shared(visibility, false),
    id,
    document_id,
    position: 0,
    kind: rest.kind,
    value: JSON.stringify(rest.value),
    quote,
    sentence,
    span_start: 0,
    span_end: quote.length,
    quote_offset: sentence.indexOf(quote),
    language: 'kk',
    stage: 'hand',
    confidence: 1,
    state,
    version: 1,
    decided_at: state === 'draft' ? null : new Date(),
  });
  return id;
}

async function putCapacity(
  { insert, shared }: Ledger,
  title: string,
  given: { amount: number; visibility?: Visibility },
) {
  const { amount, visibility = 'public' } = given;
  await insert('capacity', {
    ...shared(visibility, false),
    id: uuidv7(),
    title: said(title),
    amount,
    comparator: 'gt',
    per: 'P1Y',
    version: 1,
    changed_at: new Date(),
  });
}

/** The ledger of the first side of a partnership. */
export function ledgerOf({ seeAll }: Pick<World, 'seeAll'>, { partnership, owner }: Place) {
  const insert = async (table: string, row: Row): Promise<void> => {
    const fields = Object.keys(row);
    const holes = fields.map((_, index) => `$${index + 1}`);
    await seeAll(`insert into ${table} (${fields.join(', ')}) values (${holes.join(', ')})`, Object.values(row));
  };
  const shared = (visibility: Visibility, is_demo: boolean): Row => ({
    owner_organisation: owner,
    partnership_id: partnership.id,
    side_id: partnership.sides[0],
    visibility,
    is_demo,
  });
  const ledger = { insert, shared };
  return {
    commitment: (given: Partial<typeof act> = {}) => putCommitment(ledger, given),
    delivery: (of: string, given: Delivered = {}) => putDelivery(ledger, of, given),
    claim: (given: Partial<typeof statement> = {}) => putClaim(ledger, given),
    ground: (claim_id: string, of: { commitment?: string; delivery?: string }, part: string) =>
      insert('ground', { claim_id, part, commitment_id: of.commitment ?? null, delivery_id: of.delivery ?? null }),
    capacity: (title: string, given: { amount: number; visibility?: Visibility }) => putCapacity(ledger, title, given),
    confirm: (delivery_id: string, organisation_id: string, confirmed_as: 'giver' | 'receiver') =>
      insert('confirmation', {
        delivery_id,
        organisation_id,
        confirmed_as,
        person: uuidv7(),
        at: new Date('2026-10-01'),
      }),
  };
}
