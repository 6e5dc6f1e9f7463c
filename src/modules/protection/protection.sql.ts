import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { RetainedKind } from './retention.ts';
import type { holdingGrounds } from './transfer.ts';

type Ground = { purpose: string; ground: (typeof holdingGrounds)[number]; law: string };
export type ProtectionFields = { officer: string; officerContact: string; hostingCountry: string; grounds: Ground[] };
export type ProtectionPage = ProtectionFields & { version: number; changedAt: Date };

/** The page of the acting organisation. */
export async function findPage(tx: Tx): Promise<ProtectionPage | undefined> {
  const { rows } = await sql<ProtectionPage>`
    select officer, officer_contact as "officerContact", hosting_country as "hostingCountry", grounds, version,
           changed_at as "changedAt"
    from data_protection where organisation_id = (select actor_organisation())`.execute(tx);
  return rows[0];
}

type Change = { page: ProtectionFields; organisation: string; person: string; at: Date; version: number | null };

/** Writes the page. @returns false when another version is there than the one that was seen */
export async function savePage(tx: Tx, { page, organisation, person, at, version }: Change): Promise<boolean> {
  const { officer, officerContact, hostingCountry } = page;
  const grounds = JSON.stringify(page.grounds);
  const { rows } =
    version === null
      ? await sql`
          insert into data_protection values (${organisation}, ${officer}, ${officerContact}, ${hostingCountry},
            ${grounds}, 1, ${at}, ${person}) on conflict do nothing returning version`.execute(tx)
      : await sql`
          update data_protection set officer = ${officer}, officer_contact = ${officerContact},
            hosting_country = ${hostingCountry}, grounds = ${grounds}, version = version + 1, changed_at = ${at},
            changed_by = ${person}
          where organisation_id = ${organisation} and version = ${version} returning version`.execute(tx);
  return rows.length === 1;
}

type Installation = { hostingCountry: string; officer: string; grounds: string };

/** What the operator says of the whole installation, written down when it starts. */
export async function findInstallation(tx: Tx): Promise<Installation | null> {
  const { rows } = await sql<{ value: Installation | null }>`
    select value::jsonb as value from installation where key = 'protection'`.execute(tx);
  return rows[0]?.value ?? null;
}

export type RetentionRow = { kind: RetainedKind; days: number; law: string };

export const retentionRules = async (tx: Tx): Promise<RetentionRow[]> =>
  (
    await sql<RetentionRow>`
      select kind, days, law from retention_rule where organisation_id = (select actor_organisation())`.execute(tx)
  ).rows;

type Rule = RetentionRow & { organisation: string; person: string; at: Date };
export async function saveRetention(tx: Tx, { organisation, kind, days, law, person, at }: Rule): Promise<void> {
  await sql`
    insert into retention_rule values (${organisation}, ${kind}, ${days}, ${law}, ${at}, ${person})
    on conflict (organisation_id, kind) do update
      set days = excluded.days, law = excluded.law, changed_at = excluded.changed_at, changed_by = excluded.changed_by
  `.execute(tx);
}

export const latestRuns = async (tx: Tx): Promise<{ kind: string; at: Date; gone: number }[]> =>
  (
    await sql<{ kind: string; at: Date; gone: number }>`
      select kind, at, gone from retention_run where organisation_id = (select actor_organisation())
      order by at desc, kind limit 10`.execute(tx)
  ).rows;

/** Incidents of the acting organisation that touch these people: when they were found, never what is written of them. */
export async function incidentsTouching(tx: Tx, people: readonly string[]): Promise<{ id: string; foundAt: string }[]> {
  const { rows } = await sql<{ id: string; foundAt: Date }>`
    select distinct i.id, i.found_at as "foundAt" from incident i join incident_subject s on s.incident_id = i.id
    where s.subject_id = any (${people}::uuid[]) order by i.found_at, i.id`.execute(tx);
  return rows.map(({ id, foundAt }) => ({ id, foundAt: foundAt.toISOString() }));
}

/** For the job: what each organisation that is at work asked for; one that asked for nothing has no rules. */
export async function rulesAtWork(tx: Tx): Promise<{ organisation: string; rules: RetentionRow[] }[]> {
  const { rows } = await sql<{ organisation: string; rules: RetentionRow[] }>`
    select o.id as organisation, coalesce(
      (select json_agg(json_build_object('kind', r.kind, 'days', r.days, 'law', r.law)) from retention_rule r
       where r.organisation_id = o.id), '[]') as rules
    from organisations_at_work() as o (id)`.execute(tx);
  return rows;
}

type Gone = { organisation: string; kind: RetainedKind; gone: number; at: Date };
export const noteRetention = (tx: Tx, { organisation, kind, gone, at }: Gone) =>
  sql`select note_retention(${organisation}, ${kind}, ${gone}, ${at})`.execute(tx);

type LetGo = { organisation: string; before: Date };
const counted = async (tx: Tx, call: ReturnType<typeof sql<{ gone: number }>>): Promise<number> =>
  (await call.execute(tx)).rows[0]?.gone ?? 0;

export const letGoDigests = (tx: Tx, { organisation, before }: LetGo): Promise<number> =>
  counted(tx, sql<{ gone: number }>`select let_go_digests(${organisation}, ${before}) as gone`);

export const letGoInvitations = (tx: Tx, { organisation, before }: LetGo): Promise<number> =>
  counted(tx, sql<{ gone: number }>`select let_go_invitations(${organisation}, ${before}) as gone`);

export const letGoIncidentPeople = (tx: Tx, { organisation, before }: LetGo): Promise<number> =>
  counted(tx, sql<{ gone: number }>`select let_go_incident_subjects(${organisation}, ${before}) as gone`);
