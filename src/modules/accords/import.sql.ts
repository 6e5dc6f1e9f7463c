import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Rung } from './commitment.ts';
import type { Kind } from './schemas.ts';
import type { Comparator } from './status.ts';

export type NamedCommitment = {
  id: string;
  partnership_id: string;
  title: LocalisedText;
  kind: Kind;
  currency: string | null;
};

/** The commitments of the own partnerships that are named by id or by the whole of a title, in any language. */
export const commitmentsNamed = async (tx: Tx, named: readonly string[]): Promise<NamedCommitment[]> =>
  (
    await sql<NamedCommitment>`
      select c.id, c.partnership_id, c.title, c.kind, c.currency from commitment c
      where c.partnership_id in (select unnest(actor_partnerships())) and c.retracted_at is null and c.withdrawn_on is null
        and (c.id::text = any (${[...named]}::text[])
             or exists (select from jsonb_each(c.title) t where fold_letters(t.value ->> 'text') in (
                  select fold_letters(n) from unnest(${[...named]}::text[]) n)))
      order by c.id limit 2000`.execute(tx)
  ).rows;

export type OwnDelivery = {
  id: string;
  version: number;
  commitment_id: string;
  amount: bigint;
  comparator: Comparator;
  period: string | null;
  place: string | null;
  reported_on: string | null;
  source_record: string | null;
  visibility: Rung;
};

/** What the own side counts for these commitments, and what the sides have agreed on. */
export const ownDeliveries = async (tx: Tx, commitments: readonly string[]): Promise<OwnDelivery[]> =>
  (
    await sql<OwnDelivery>`
      select d.id, d.version, d.commitment_id, d.amount, d.comparator, d.period, d.place, d.reported_on, d.visibility,
             case when d.owner_organisation = (select actor_organisation()) then d.source_record end as source_record
      from delivery d
      where d.commitment_id = any (${[...new Set(commitments)]}::uuid[])
        and (d.side_id in (select unnest(actor_sides())) or d.settlement_id is not null)
        and d.retracted_at is null and d.corrected_at is null and d.settled_at is null
      order by d.id limit 20000`.execute(tx)
  ).rows;

export type ListedDelivery = Omit<OwnDelivery, 'source_record'> & {
  title: LocalisedText;
  currency: string | null;
  isFromRecords: boolean;
  owner: string;
  is_demo: boolean;
};

/** The deliveries that count, of one partnership (an id) or of all own ones, for a file. */
export const deliveriesForFile = (partnership: string | undefined): RawBuilder<ListedDelivery> => sql<ListedDelivery>`
  select d.id, d.version, d.commitment_id, c.title, c.currency, d.amount, d.comparator, d.period, d.place, d.reported_on,
         d.source_record is not null as "isFromRecords", d.owner_organisation as owner, d.visibility, d.is_demo
  from delivery d join commitment c on c.id = d.commitment_id
  where ${partnership ? sql`d.partnership_id = ${partnership}` : sql`d.partnership_id in (select unnest(actor_partnerships()))`}
    and d.retracted_at is null and d.corrected_at is null and d.settled_at is null and c.retracted_at is null
  order by d.commitment_id, d.id`;
