import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Permission, permissionsOf, type Role, roles } from '../../src/permissions.ts';
import { sha256 } from '../../src/platform/hash.ts';
import type { World } from '../world.ts';

/** Where somebody stands to a record: the organisation it belongs to, another on its side, the other side, another partnership, none. */
export const places = ['owner', 'colleague', 'across', 'elsewhere', 'outside'] as const;
export type Place = (typeof places)[number];

/** Who asks, as the table of expectations sees them. */
export type Actor = {
  name: string;
  place: Place;
  role: Role | null;
  isClinical: boolean;
  isInstallation: boolean;
  kind: 'person' | 'token' | 'nobody' | 'gone';
  may: ReadonlySet<string>;
  isFresh: boolean;
};
export type Asking = Actor & {
  headers: Record<string, string>;
  /** For SQL: what `enter()` wants; empty for nobody. */
  session: string;
  tokenHash: string;
  organisation: string;
};

const nobody = {
  role: null,
  isClinical: false,
  isInstallation: false,
  may: new Set<string>(),
  isFresh: false,
} as const;

/** A token with these scopes, for an organisation. */
async function tokenOf({ seeAll }: Pick<World, 'seeAll'>, organisation: string, scopes: readonly string[]) {
  const token = `ynt_${randomBytes(32).toString('base64url')}`;
  await seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'for the matrix', $3, $4, 'x', 6000, $1, now(), now() + interval '1 day')`,
    [uuidv7(), organisation, scopes, sha256(token)],
  );
  return token;
}

type Seats = Readonly<Record<Place, string>>;

async function people(world: World, place: Place, organisation: string): Promise<Asking[]> {
  const made: Asking[] = [];
  for (const role of roles)
    for (const isClinical of [false, true]) {
      const { cookie } = await world.someone(role, organisation, { isClinical });
      made.push({
        name: `${isClinical ? 'clinical ' : ''}${role}`,
        place,
        role,
        isClinical,
        isInstallation: false,
        kind: 'person',
        isFresh: true,
        may: permissionsOf(role, { isClinical }),
        headers: { cookie },
        session: cookie.split(/[=.]/)[2] ?? '',
        tokenHash: '',
        organisation,
      });
    }
  return made;
}

/** More than a token may ever be allowed, patients among it: the database must refuse what making a token should have. */
const scopesOfTokens: readonly Permission[] = [...permissionsOf('coordinator', { isClinical: true })].filter(
  (permission) => permission !== 'account.own',
);

async function tokens(world: World, place: Place, organisation: string): Promise<Asking[]> {
  const made: Asking[] = [];
  for (const [name, scopes] of [
    ['token with every scope', scopesOfTokens],
    ['token that only searches', ['search.read']],
  ] as const) {
    const token = await tokenOf(world, organisation, scopes);
    made.push({
      ...nobody,
      name,
      place,
      kind: 'token',
      may: new Set<string>(scopes),
      headers: { authorization: `Bearer ${token}` },
      session: '',
      tokenHash: sha256(token),
      organisation,
    });
  }
  return made;
}

/** One of every kind at every place, and those who are nobody. */
export async function everybody(world: World, seats: Seats): Promise<Asking[]> {
  const made: Asking[] = [];
  for (const place of places)
    made.push(...(await people(world, place, seats[place])), ...(await tokens(world, place, seats[place])));
  const keeper = await world.someone('viewer', seats.outside, { isInstallation: true });
  const gone = await world.someone('administrator', seats.owner, { isClinical: true, isInstallation: true });
  await world.seeAll('insert into deactivated_person (person) values ($1)', [gone.person]);
  const tokenOfCookie = (cookie: string) => cookie.split(/[=.]/)[2] ?? '';
  made.push(
    {
      name: 'installation administrator',
      place: 'outside',
      role: 'viewer',
      isClinical: false,
      isInstallation: true,
      kind: 'person',
      isFresh: true,
      may: permissionsOf('viewer', { isInstallation: true }),
      headers: { cookie: keeper.cookie },
      session: tokenOfCookie(keeper.cookie),
      tokenHash: '',
      organisation: seats.outside,
    },
    {
      ...nobody,
      name: 'deactivated administrator',
      place: 'owner',
      kind: 'gone',
      headers: { cookie: gone.cookie },
      session: tokenOfCookie(gone.cookie),
      tokenHash: '',
      organisation: seats.owner,
    },
    {
      ...nobody,
      name: 'nobody signed in',
      place: 'outside',
      kind: 'nobody',
      headers: {},
      session: '',
      tokenHash: '',
      organisation: seats.outside,
    },
  );
  return made;
}
