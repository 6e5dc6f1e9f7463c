import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CannotStart } from '../platform/cannotStart.ts';

export type NewOrganisation = { name: string; kind: string; country: string };
type Seat = {
  person: () => Promise<string>;
  role: string;
  organisation: string | NewOrganisation;
  isClinical: boolean;
  isInstallation: boolean;
};

/**
 * Gives a person a role in an organisation, which is registered if it is new, as the owner of the database.
 * @returns the organisation's id
 */
export async function seatPerson(ownerUrl: string, { person, organisation, ...powers }: Seat): Promise<string> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    const id = await idOf(owner, organisation);
    await owner.query('begin');
    await giveRole(owner, { person: await person(), organisation: id, ...powers });
    await owner.query('commit');
    return id;
  } finally {
    await owner.end();
  }
}

type Given = { person: string; organisation: string; role: string; isClinical: boolean; isInstallation: boolean };

/** The standing role takes the place of the one before, which stays in the history. */
async function giveRole(owner: pg.Client, given: Given): Promise<void> {
  const { person, organisation, role, isClinical, isInstallation } = given;
  await owner.query(
    `update membership set ends_at = greatest(now(), since), end_reason = 'npx yntymaq person'
     where person = $1 and organisation_id = $2 and ends_at is null`,
    [person, organisation],
  );
  await owner.query(
    `insert into membership (person, organisation_id, role, is_clinical, reason) values ($1, $2, $3, $4, 'npx yntymaq person')`,
    [person, organisation, role, isClinical],
  );
  if (isInstallation)
    await owner.query('insert into installation_administrator (person) values ($1) on conflict do nothing', [person]);
}

async function idOf(owner: pg.Client, organisation: string | NewOrganisation): Promise<string> {
  if (typeof organisation === 'string') {
    const { rows } = await owner.query('select from organisation where id = $1', [organisation]);
    if (rows.length === 0) throw new CannotStart(`--organisation: ${organisation} is not in the directory`);
    return organisation;
  }
  const { name, kind, country } = organisation;
  const id = uuidv7();
  await owner.query(
    `insert into organisation (id, kind, country, place, names, is_demo, version, changed_at)
     values ($1, $2, $3, null, $4, false, 1, now())`,
    [id, kind, country, { kk: name }],
  );
  return id;
}
