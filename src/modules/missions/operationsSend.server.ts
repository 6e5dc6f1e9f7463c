import type { Vault } from '../../platform/crypto/vault.ts';
import { type Carried, type Erased, type Heads, headOf, type Refusal, type SyncAnswer } from './day/exchange.ts';
import type { Have } from './day/operation.ts';
import { type Linked, segmentsOf } from './day/segments.ts';
import { type DeviceRow, memberOf, membersOf } from './device.sql.ts';
import type { DeviceContext } from './deviceEntry.server.ts';
import { deviceSaid, noteDeviceAccess } from './deviceEntry.sql.ts';
import { knownOperations } from './operations.sql.ts';
import { openBody } from './operationsSealed.server.ts';
import { lackingFor, type SentRow } from './operationsSend.sql.ts';

/** What the server answers: what is safe with it, and what the device lacks. */

type Opening = { vault: Vault; mission: string };

function carriedOf({ vault, mission }: Opening, row: SentRow): Carried | Erased {
  const body = openBody(vault, mission, row);
  const { id, device, sequence, by, version } = row;
  if (!body) return { sequence, digest: row.digest.toString('base64url') };
  const offset = row.offset === null ? null : Number(row.offset);
  const said = { lamport: Number(row.lamport), at: Number(row.at), offset };
  return { id, mission, device, sequence, ...said, by, version, body };
}

const linkedOf = (opening: Opening, row: SentRow): Linked => ({
  device: row.device,
  sequence: row.sequence,
  previous: row.previous.toString('base64url'),
  signature: row.signature?.toString('base64url') ?? null,
  one: carriedOf(opening, row),
});

const none = { segments: [], isMore: false } as const;

/** What the device lacks; that it took people's data with it is on record with the answer. */
type Asked = { have: Have; most: number };

async function lacking(
  context: DeviceContext,
  { have, most }: Asked,
): Promise<Pick<SyncAnswer, 'segments' | 'isMore'>> {
  const { tx, mission } = context;
  const rows = await lackingFor(tx, { mission, have, most });
  if (rows.length === 0) return none;
  const linked = rows.map((row) => linkedOf(context, row));
  const segments = segmentsOf(linked, most);
  if (rows.some(({ visit }) => visit !== null))
    await noteDeviceAccess(context, 'missions.sync', { subject: 'mission', id: mission });
  return { segments, isMore: rows.length === most };
}

/** Where the histories stand after the last operation of each device that both have. */
async function headsOf({ tx }: DeviceContext, have: Have, members: readonly DeviceRow[]): Promise<Heads> {
  const shared = members.flatMap(({ id: device, received }) => {
    const last = Math.min(received, Object.hasOwn(have, device) ? (have[device] ?? 0) : 0);
    return last > 0 ? [{ device, first: last, last }] : [];
  });
  if (shared.length === 0) return {};
  const at = new Map(shared.map(({ device, last }) => [device, last]));
  const known = await knownOperations(tx, shared, []);
  const heads = known.flatMap(({ device, sequence, chain }) =>
    at.get(device) === sequence ? [[device, headOf(chain.toString('base64url'))] as const] : [],
  );
  return Object.fromEntries(heads);
}

export async function answer(
  context: DeviceContext,
  { have, most, refused }: Asked & { refused: readonly Refusal[] },
): Promise<SyncAnswer> {
  const { tx, mission, isRevoked, keepDays, now } = context;
  await deviceSaid(context, { has: have, isWiped: false });
  const members = await membersOf(tx, mission);
  const safe = members.filter(({ received }) => received > 0).map(({ id, received }) => [id, received] as const);
  const heads = await headsOf(context, have, members);
  const said = { now: now.getTime(), have: Object.fromEntries(safe), heads, refused, isRevoked, keepDays };
  if (isRevoked) return { ...said, ...none, devices: [] };
  if (most === 0) return { ...said, ...none, isMore: true, devices: members.map(memberOf) };
  return { ...said, ...(await lacking(context, { have, most })), devices: members.map(memberOf) };
}
