import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CannotStart } from '../platform/cannotStart.ts';

export type NewOrganisation = { name: string; kind: string; country: string };
type Seat = { person: () => Promise<string>; role: string; organisation: string | NewOrganisation };

/**
 * Gives a person a role in an organisation, which is registered if it is new, as the owner of the database.
 * @returns the organisation's id
 */
export async function seatPerson(ownerUrl: string, { person, role, organisation }: Seat): Promise<string> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    const id = await idOf(owner, organisation);
    await owner.query(
      `insert into membership (person, organisation_id, role) values ($1, $2, $3)
       on conflict (person, organisation_id) where ends_at is null do update set role = excluded.role`,
      [await person(), id, role],
    );
    return id;
  } finally {
    await owner.end();
  }
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
