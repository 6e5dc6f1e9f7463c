import type { Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Identifiers } from './identifier.ts';
import type { OrganisationKind } from './organisation.ts';
import type { CooperationField, Publishable, SideRole } from './partnership.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** `merged_into` is the record that this one turned out to be. */
type Mergeable = { merged_into: string | null; merged_at: Date | null };
type Kept = { id: string; version: number; changed_at: Date };

export type OrganisationTable = Kept &
  Mergeable & {
    kind: OrganisationKind;
    country: string;
    place: string | null;
    place_key: string | null;
    names: Names;
    aliases: string[];
    identifiers: Identifiers;
    website: string | null;
    parent_id: string | null;
    is_demo: boolean;
    registered_by: string | null;
  };
export type PersonTable = Kept &
  Mergeable & { names: Names; aliases: string[]; is_demo: boolean; registered_by: string | null };
export type PostTable = Kept & {
  person_id: string;
  organisation_id: string;
  title: Names;
  since: string | null;
  until: string | null;
  seen_on: string | null;
  removed_at: Date | null;
};
export type PartnershipTable = Kept & {
  slug: string;
  names: Names;
  summary: LocalisedText;
  owner_organisation: string;
  visibility: 'partnership' | 'public';
  is_demo: boolean;
  fields: CooperationField[];
  countries: string[];
  places: string[];
  languages: string[];
  since: string | null;
};
type SideTable = {
  id: string;
  partnership_id: string;
  position: number;
  names: Names;
  role: SideRole;
  may_publish: Publishable[];
};

type Tables = {
  organisation: OrganisationTable;
  person: PersonTable;
  post: PostTable;
  partnership: PartnershipTable;
  side: SideTable;
  side_organisation: { partnership_id: string; organisation_id: string; side_id: string };
};

export const tables = (tx: Tx) => tx.withTables<Tables>();
