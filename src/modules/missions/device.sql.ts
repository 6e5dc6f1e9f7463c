import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { Member } from './day/exchange.ts';
import type { MissionTable } from './mission.sql.ts';

export type DeviceRow = {
  id: string;
  mission_id: string;
  label: string;
  letter: string;
  is_server: boolean;
  public_key: Buffer | null;
  code_until: Date | null;
  enrolled_by: string;
  made_at: Date;
  enrolled_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
  last_seen_at: Date | null;
  wiped_at: Date | null;
  has: Record<string, number>;
  received: number;
  admitted: number;
};
type NewDevice = Pick<
  DeviceRow,
  'id' | 'label' | 'letter' | 'is_server' | 'public_key' | 'code_until' | 'enrolled_at'
> & {
  private_key: Buffer | null;
  code_hash: string | null;
};
type Columns = DeviceRow & { owner_organisation: string; private_key: Buffer | null; code_hash: string | null };

const devices = (tx: Tx) => tx.withTables<{ mission_device: Columns }>();

/** All devices of a mission in the order of their letters, the server's own first; nothing of codes and tokens. */
export const membersOf = (tx: Tx, mission: string): Promise<DeviceRow[]> =>
  devices(tx)
    .selectFrom('mission_device')
    .select(['id', 'mission_id', 'label', 'letter', 'is_server', 'public_key', 'code_until', 'enrolled_by', 'made_at'])
    .select(['enrolled_at', 'revoked_at', 'revoked_by', 'last_seen_at', 'wiped_at', 'has', 'received', 'admitted'])
    .where('mission_id', '=', mission)
    .orderBy(sql`length(letter)`)
    .orderBy('letter')
    .execute();

export const memberOf = ({ id, label, letter, public_key, is_server, revoked_at }: DeviceRow): Member => ({
  id,
  label,
  letter,
  publicKey: public_key?.toString('base64url') ?? null,
  isServer: is_server,
  isRevoked: revoked_at !== null,
});

/** Lets one add devices to a mission at a time, so that each gets the next letter. */
export async function lockDevicesOf(tx: Tx, mission: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`devices of ${mission}`}, 0))`.execute(tx);
}

export async function insertDevice(
  { tx, actor, now }: Served,
  { id: mission_id, owner_organisation }: Pick<MissionTable, 'id' | 'owner_organisation'>,
  device: NewDevice,
): Promise<void> {
  const fixed = { mission_id, owner_organisation, enrolled_by: actor.person, made_at: now };
  await tx
    .withTables<{ mission_device: typeof fixed & NewDevice }>()
    .insertInto('mission_device')
    .values({ ...fixed, ...device })
    .execute();
}

/** @returns false where it was revoked before */
export async function revokeDevice({ tx, actor, now }: Served, id: string): Promise<boolean> {
  const { numUpdatedRows } = await devices(tx)
    .updateTable('mission_device')
    .set({ revoked_at: now, revoked_by: actor.person })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deviceHappened(
  context: Served,
  mission: Pick<MissionTable, 'owner_organisation' | 'partnership_id' | 'side_id' | 'is_demo'>,
  { id, action, fields }: { id: string; action: string; fields: readonly string[] },
): Promise<void> {
  const shared = { ...mission, visibility: 'own_side' } as const;
  await recordEvent(context, { subject: 'mission_device', subjectId: id, action, fields, shared });
}

type Server = { id: string; privateKey: Buffer; chain: Buffer | null; sequence: number; lamport: number };

/** The server's own device of a mission, locked, and where its history ends. */
export async function lockServer(
  tx: Tx,
  mission: string,
  lock: (tx: Tx, devices: readonly string[]) => Promise<unknown>,
): Promise<Server> {
  const { id, private_key } = await devices(tx)
    .selectFrom('mission_device')
    .select(['id', 'private_key'])
    .where('mission_id', '=', mission)
    .where('is_server', '=', true)
    .executeTakeFirstOrThrow();
  if (!private_key) throw new Error('the server has no key for this mission');
  await lock(tx, [id]);
  const { rows } = await sql<{ chain: Buffer | null; sequence: number; lamport: bigint }>`
    select * from history_of_server(${id})`.execute(tx);
  const { chain = null, sequence = 0, lamport = 0n } = rows[0] ?? {};
  return { id, privateKey: private_key, chain, sequence, lamport: Number(lamport) };
}
