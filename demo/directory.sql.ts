import type pg from 'pg';
import type { DemoPartnership } from './bulletin.ts';
import { demoId } from './ids.ts';
import { type OfficeHolder, officeHolders } from './officeHolders.ts';
import { inventedPartnership } from './missionPlan.ts';
import { referralPartnership } from './referralPlan.ts';
import type { DemoOrganisation } from './organisation.ts';
import { demoOrganisations } from './organisations.ts';
import { demoPartnerships } from './partnerships.ts';

/** Registers organisations, office holders and partnerships, as the owner of the database. What is there already stays. */
export async function insertDirectory(owner: pg.Client): Promise<void> {
  for (const [key, organisation] of Object.entries(demoOrganisations))
    await insertOrganisation(owner, key, organisation);
  for (const [key, { partOf }] of Object.entries(demoOrganisations))
    if (partOf)
      await owner.query('update organisation set parent_id = $2 where id = $1', [
        demoId('organisation', key),
        demoId('organisation', partOf),
      ]);
  for (const [key, holder] of Object.entries(officeHolders)) await insertOfficeHolder(owner, key, holder);
  for (const partnership of [...demoPartnerships, inventedPartnership, referralPartnership])
    await insertPartnership(owner, partnership);
}

async function insertOrganisation(owner: pg.Client, key: string, organisation: DemoOrganisation): Promise<void> {
  const { kind, country, place = null, names, aliases = [], isDemo = false } = organisation;
  await owner.query(
    `insert into organisation (id, kind, country, place_key, names, aliases, is_demo, version, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, 1, now()) on conflict do nothing`,
    [demoId('organisation', key), kind, country, place, names, aliases, isDemo],
  );
}

async function insertOfficeHolder(owner: pg.Client, key: string, holder: OfficeHolder): Promise<void> {
  const { names, organisation, post, seenOn } = holder;
  await owner.query(
    `insert into person (id, names, is_demo, version, changed_at) values ($1, $2, false, 1, now()) on conflict do nothing`,
    [demoId('person', key), names],
  );
  await owner.query(
    `insert into post (id, person_id, organisation_id, title, seen_on, version, changed_at)
     values ($1, $2, $3, $4, $5, 1, now()) on conflict do nothing`,
    [demoId('post', key), demoId('person', key), demoId('organisation', organisation), post, seenOn],
  );
}

async function insertPartnership(owner: pg.Client, partnership: DemoPartnership): Promise<void> {
  const { slug, names, summary, sides, fields, countries, places } = partnership;
  const id = demoId('partnership', slug);
  await owner.query(
    `insert into partnership (id, slug, names, summary, owner_organisation, visibility, is_demo, version, changed_at,
       fields, countries, places, languages)
     values ($1, $2, $3, $4, $5, 'public', true, 1, now(), $6, $7, $8, '{kk}') on conflict do nothing`,
    [id, slug, names, summary, demoId('organisation', partnership.owner), fields, countries, places],
  );
  for (const [position, side] of sides.entries()) {
    const sideId = demoId('side', `${slug}/${position}`);
    await owner.query(
      `insert into side (id, partnership_id, position, names) values ($1, $2, $3, $4) on conflict do nothing`,
      [sideId, id, position, side.names],
    );
    for (const key of side.organisations)
      await owner.query(`insert into side_organisation values ($1, $2, $3) on conflict do nothing`, [
        id,
        demoId('organisation', key),
        sideId,
      ]);
  }
}

type Seat = {
  organisation: string;
  role: string;
  isClinical?: boolean;
  isInstallation?: boolean;
  /** For so many days from now; without, the role stands. */
  forDays?: number;
};

export async function insertMembership(owner: pg.Client, person: string, at: Seat): Promise<void> {
  const { organisation, role, isClinical = false, isInstallation = false, forDays = null } = at;
  await owner.query(
    `insert into membership (person, organisation_id, role, is_clinical, ends_at)
     select $1::uuid, $2::uuid, $3, $4, now() + make_interval(days => $5)
     where not exists (select from membership m where m.person = $1::uuid and m.organisation_id = $2::uuid)`,
    [person, demoId('organisation', organisation), role, isClinical, forDays],
  );
  if (isInstallation)
    await owner.query('insert into installation_administrator (person) values ($1) on conflict do nothing', [person]);
}

type Progress = 'loading' | 'loaded' | undefined;

export async function progressOfDemo(owner: pg.Client): Promise<Progress> {
  const { rows } = await owner.query<{ value: Progress }>(`select value from installation where key = 'demo'`);
  return rows[0]?.value;
}

export async function setProgressOfDemo(owner: pg.Client, progress: NonNullable<Progress>): Promise<void> {
  await owner.query(
    `insert into installation values ('demo', $1) on conflict (key) do update set value = excluded.value`,
    [progress],
  );
}

export async function isEmpty(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query('select from organisation limit 1');
  return rows.length === 0;
}
