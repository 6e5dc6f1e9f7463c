import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CannotStart } from '../platform/cannotStart.ts';

type Visitor = { as: string; partnership: string; organisation?: string | undefined };
export type Visit = { token: string; organisation: string; partnership: string };

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** As long as the longest intake; ended with it, and of no use where the program is killed: nobody else has its token. */
const longest = '1 day';

/**
 * Lets a person act from the command line with what their role allows, for the organisation of theirs that takes part in
 * the partnership. Who runs this owns the database, so it asks for no password.
 */
export const startVisit = (ownerUrl: string, { as, partnership, organisation }: Visitor): Promise<Visit> =>
  asOwner(ownerUrl, async (owner) => {
    const { rows: people } = await owner.query('select id from auth."user" where email = lower($1)', [as]);
    if (people.length === 0) throw new CannotStart(`--as: nobody signs in as ${as}`);
    const { rows: found } = await owner.query('select id from partnership where slug = $1', [partnership]);
    if (found.length === 0) throw new CannotStart(`--partnership: there is no "${partnership}"`);
    const [{ id: person }, { id }] = [people[0], found[0]];
    const { rows: seats } = await owner.query(
      `select m.organisation_id from membership m
       join side_organisation so on so.organisation_id = m.organisation_id and so.partnership_id = $2
       where m.person = $1 and ($3::uuid is null or m.organisation_id = $3) order by m.since`,
      [person, id, organisation ?? null],
    );
    if (seats.length === 0) throw new CannotStart(`--as: no organisation of ${as} takes part in ${partnership}`);
    if (seats.length > 1)
      throw new CannotStart(`--organisation: several of ${as} take part in ${partnership}; name one`);
    const token = randomBytes(32).toString('base64url');
    await owner.query(
      `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId", "userAgent")
       values ($1, now() + $2::interval, $3, now(), $4, 'yntymaq intake')`,
      [uuidv7(), longest, token, person],
    );
    return { token, organisation: seats[0].organisation_id, partnership: id };
  });

export const endVisit = (ownerUrl: string, token: string): Promise<unknown> =>
  asOwner(ownerUrl, (owner) => owner.query('delete from auth.session where token = auth.hash_of_token($1)', [token]));
