import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { NameTag } from '../../platform/i18n/shown.ts';
import type { ConsentPurpose, Giver, WayOfGiving } from './consent.ts';
import type { ErasureAsker } from './erasure.ts';
import type { KeyKind } from './keys.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

export type PatientTable = {
  id: string;
  custodian: string;
  is_demo: boolean;
  identity: Buffer | null;
  merged_into: string | null;
  merged_at: Date | null;
  merged_by: string | null;
  registered_by: string;
  registered_at: Date;
  erased_at: Date | null;
  version: number;
  changed_at: Date;
};
type VersionTable = { patient_id: string; version: number; identity: Buffer; until: Date; changed_by: string };
type KeyTable = { patient_id: string; kind: KeyKind; hash: string };
export type ConsentTextTable = {
  id: string;
  owner_organisation: string;
  is_demo: boolean;
  purpose: ConsentPurpose;
  language: NameTag;
  version: number;
  title: string;
  wording: string;
  approved_by: string;
  approved_at: Date;
};
export type ConsentTable = {
  id: string;
  patient_id: string;
  owner_organisation: string;
  is_demo: boolean;
  purpose: ConsentPurpose;
  receiving_country: string;
  receiving_organisation: string | null;
  text_id: string;
  given_by: Giver;
  given_how: WayOfGiving;
  given_on: string;
  stands_from: Date | null;
  stands_until: Date | null;
  details: Buffer;
  supersedes: string | null;
  recorded_by: string;
  recorded_at: Date;
};
export type ConsentEndTable = {
  consent_id: string;
  how: 'withdrawn' | 'superseded';
  by_whom: Giver | null;
  details: Buffer | null;
  /** Nobody where the patient withdrew it on a page of their own. */
  recorded_by: string | null;
  recorded_organisation: string;
  recorded_at: Date;
};
export type EvidenceTable = {
  id: string;
  consent_id: string;
  owner_organisation: string;
  address: string;
  bytes: number;
  media_type: string;
  kept_by: string;
  kept_at: Date;
};
export type CareTable = {
  id: string;
  patient_id: string;
  organisation_id: string;
  ground: 'custodian' | 'consent' | 'referral' | 'mission';
  consent_id: string | null;
  since: Date;
  until: Date | null;
  granted_by: string;
};
type GlassTable = { id: string; patient_id: string; person: string; organisation_id: string; reason: string };
type GlassReviewTable = { glass_id: string; found: 'justified' | 'not_justified'; person: string; at: Date };
type ErasureTable = {
  id: string;
  patient_id: string;
  asked_by: ErasureAsker;
  requested_by: string;
  requested_at: Date;
};
type ErasureDecisionTable = {
  erasure_id: string;
  decision: 'approved' | 'refused';
  ground: string | null;
  decided_by: string;
  decided_at: Date;
};

type Tables = {
  patient: PatientTable;
  patient_version: VersionTable;
  patient_key: KeyTable;
  consent_text: ConsentTextTable;
  consent: ConsentTable;
  consent_end: ConsentEndTable;
  consent_evidence: EvidenceTable;
  care_part: CareTable;
  broken_glass: GlassTable;
  broken_glass_review: GlassReviewTable;
  erasure: ErasureTable;
  erasure_decision: ErasureDecisionTable;
};
export const tables = (tx: Tx) => tx.withTables<Tables>();

export const anyOf = (ids: readonly string[]) => sql<string>`any (${[...new Set(ids)]}::uuid[])`;
