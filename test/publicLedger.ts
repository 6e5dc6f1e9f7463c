import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { World } from './world.ts';

/** Rows of the ledger, put in as the owner of the database: what the modules would write, without their rules. */
export type Place = { partnership: { id: string; sides: string[] }; owner: string; side?: number };
type Visibility = 'own_side' | 'partnership' | 'public';

const said = (text: string) => ({ kk: { text, by: 'person' }, ru: { text, by: 'person' }, en: { text, by: 'person' } });

export type CommitmentRow = {
  title: string | Record<string, { text: string; by: string }>;
  kind: 'money' | 'measure' | 'act';
  measure: string | null;
  currency: string | null;
  target: number | null;
  comparator: string;
  strength: string | null;
  debtors: string[];
  creditors: string[];
  term: string | null;
  termLast: string | null;
  condition: string | null;
  place: string | null;
  statedOn: string | null;
  withdrawnOn: string | null;
  visibility: Visibility;
  isDemo: boolean;
};
const act: CommitmentRow = {
  title: 'Бір іс',
  kind: 'act',
  measure: null,
  currency: null,
  target: null,
  comparator: 'eq',
  strength: 'agreed',
  ...{
    debtors: [],
    creditors: [],
    term: null,
    termLast: null,
    condition: null,
    place: null,
    statedOn: null,
  },
  ...{
    withdrawnOn: null,
    visibility: 'public',
    isDemo: false,
  },
};

export type ClaimRow = {
  kind: string;
  value: object;
  quote: string;
  sentence: string;
  language: string;
  visibility: Visibility;
  isDemo: boolean;
  state: 'accepted' | 'draft';
  /** The source: its title, address and the day it was published. */
  source: string;
  publisher: string | null;
  address: string | null;
  published: string | null;
};
const statement: ClaimRow = {
  kind: 'commitment',
  value: {
    strength: 'agreed',
    what: 'іс',
  },
  quote: 'келісті',
  sentence: 'Тараптар келісті.',
  ...{
    language: 'kk',
    visibility: 'public',
    isDemo: false,
    state: 'accepted',
    source: 'Жаңалық беті',
    publisher: null,
  },
  ...{
    address: 'https://example.org/news',
    published: '2020-12-23',
  },
};

export function ledgerOf({ seeAll }: Pick<World, 'seeAll'>, { partnership, owner, side: position = 0 }: Place) {
  const side = partnership.sides[position];
  const insert = async (table: string, row: Record<string, unknown>): Promise<void> => {
    const fields = Object.keys(row);
    const holes = fields.map((_, index) => `$${index + 1}`);
    await seeAll(`insert into ${table} (${fields.join(', ')}) values (${holes.join(', ')})`, Object.values(row));
  };
  const shared = (visibility: Visibility, is_demo: boolean) => ({
    owner_organisation: owner,
    partnership_id: partnership.id,
    side_id: side,
    visibility,
    is_demo,
  });
  const commitment = async (given: Partial<CommitmentRow> = {}): Promise<string> => {
    const id = uuidv7();
    const { title, measure, termLast, condition, statedOn, withdrawnOn, visibility, isDemo, ...rest } = {
      ...act,
      ...given,
    };
    await insert('commitment', {
      id,
      ...shared(visibility, isDemo),
      ...rest,
      measure_key: measure,
      term_last: termLast,
      title: JSON.stringify(typeof title === 'string' ? said(title) : title),
      condition: condition === null ? null : JSON.stringify(said(condition)),
      condition_state: condition === null ? null : 'unknown',
      ...{
        stated_on: statedOn,
        withdrawn_on: withdrawnOn,
        version: 1,
        changed_at: new Date(),
      },
    });
    return id;
  };
  const delivery = async (
    of: string,
    given: { amount?: number; comparator?: string; period?: string; visibility?: Visibility; reportedOn?: string } = {},
  ): Promise<string> => {
    const id = uuidv7();
    const { amount = 1, comparator = 'eq', period = null, visibility = 'public', reportedOn = '2020-12-23' } = given;
    await insert('delivery', {
      id,
      commitment_id: of,
      ...shared(visibility, false),
      amount,
      comparator,
      period,
      reported_on: reportedOn,
      ...{
        version: 1,
        changed_at: new Date(),
      },
    });
    return id;
  };
  const claim = async (given: Partial<ClaimRow> = {}): Promise<string> => {
    const row = { ...statement, ...given };
    const [id, document] = [uuidv7(), uuidv7()];
    const sha256 = `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
    await insert('source_document', {
      id: document,
      ...shared(row.visibility, row.isDemo),
      title: row.source,
      publisher: row.publisher,
      ...{
        address: row.address,
        language: row.language,
        published_on: row.published,
        sha256,
      },
      published_first: row.published !== null && row.published.length === 10 ? row.published : null,
      ...{
        taken_in_at: new Date(),
        taken_in_by: uuidv7(),
      },
    });
    const decided = row.state === 'draft' ? null : new Date();
    await insert('claim', {
      id,
      document_id: document,
      ...shared(row.visibility, row.isDemo),
      position: 0,
      kind: row.kind,
      ...{
        value: JSON.stringify(row.value),
        quote: row.quote,
        sentence: row.sentence,
      },
      ...{
        span_start: 0,
        span_end: row.quote.length,
        quote_offset: row.sentence.indexOf(row.quote),
      },
      ...{
        language: row.language,
        stage: 'hand',
        confidence: 1,
        state: row.state,
        version: 1,
        decided_at: decided,
      },
    });
    return id;
  };
  const ground = (claim_id: string, of: { commitment?: string; delivery?: string; capacity?: string }, part: string) =>
    insert('ground', {
      claim_id,
      part,
      commitment_id: of.commitment ?? null,
      delivery_id: of.delivery ?? null,
      capacity_id: of.capacity ?? null,
    });
  const capacity = async (title: string, amount: number, visibility: Visibility = 'public'): Promise<string> => {
    const id = uuidv7();
    await insert('capacity', {
      id,
      ...shared(visibility, false),
      title: JSON.stringify(said(title)),
      amount,
      comparator: 'gt',
      per: 'P1Y',
      ...{
        version: 1,
        changed_at: new Date(),
      },
    });
    return id;
  };
  const confirm = (delivery_id: string, organisation_id: string, confirmed_as: 'giver' | 'receiver') =>
    insert('confirmation', {
      delivery_id,
      organisation_id,
      confirmed_as,
      person: uuidv7(),
      at: new Date('2026-10-01'),
    });
  return { insert, commitment, delivery, claim, ground, capacity, confirm };
}
