import { randomBytes } from 'node:crypto';
import { toDataURL } from 'qrcode';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import type { Device } from './contract.devices.ts';
import { codeEnds, lackOf, letterOf, stateOfDevice } from './device.ts';
import { deviceHappened, type DeviceRow, insertDevice, lockDevicesOf, membersOf, revokeDevice } from './device.sql.ts';
import { missionOf, type MissionTable } from './mission.sql.ts';
import { newServerKeys } from './operationChain.server.ts';
import { issue, privateKeyPlace } from './operationsIssue.server.ts';

/** What people do with the devices of a mission. Only the host's people know them. */

export async function hostedMission({ tx, actor }: Served, id: string): Promise<MissionTable | null> {
  const mission = await missionOf(tx, id);
  return mission?.owner_organisation === actor.organisation ? mission : null;
}

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

const shown = (row: DeviceRow, { now, here }: { now: Date; here: ReadonlyMap<string, number> }): Device => ({
  id: row.id,
  label: row.label,
  letter: row.letter,
  isServer: row.is_server,
  state: stateOfDevice(row, now),
  enrolledBy: row.enrolled_by,
  madeAt: row.made_at.toISOString(),
  enrolledAt: moment(row.enrolled_at),
  lastSeenAt: moment(row.last_seen_at),
  revokedAt: moment(row.revoked_at),
  wipedAt: moment(row.wiped_at),
  received: row.received,
  lacks: row.is_server || !row.enrolled_at ? 0 : lackOf(row.has, here),
});

async function allShown({ tx, now }: Served, mission: string): Promise<Device[]> {
  const rows = await membersOf(tx, mission);
  const here = new Map(rows.map(({ id, admitted }) => [id, admitted]));
  return rows.map((row) => shown(row, { now, here }));
}

export async function listDevices(context: Served, id: string): Promise<Device[] | null> {
  const mission = await hostedMission(context, id);
  return mission && allShown(context, mission.id);
}

/** The server is the first device of a mission: it says who has joined and who was revoked. */
async function addServer(context: Served, mission: MissionTable): Promise<void> {
  const { vault, newId, now } = context;
  const { point, pkcs8 } = newServerKeys();
  const sealed = vault.seal(`organisation:${mission.owner_organisation}`, pkcs8, privateKeyPlace);
  const code = { code_hash: null, code_until: null };
  const keys = { public_key: point, private_key: sealed, enrolled_at: now };
  await insertDevice(context, mission, {
    id: newId(),
    label: 'server',
    letter: letterOf(0),
    is_server: true,
    ...keys,
    ...code,
  });
}

type Added = { added: Device & { code: string; address: string; qr: string; until: string } };

/** A device joins with the code, which is told now and never again. It stands behind `#`, which no server is sent. */
export async function addDevice(
  context: Served,
  { id, label }: { id: string; label: string },
): Promise<Added | { refused: 'not-found' | 'mission-over' }> {
  const { tx, newId, now } = context;
  const mission = await hostedMission(context, id);
  if (!mission) return { refused: 'not-found' };
  if (mission.state === 'closed' || mission.state === 'cancelled') return { refused: 'mission-over' };
  await lockDevicesOf(tx, id);
  const before = await membersOf(tx, id);
  if (before.length === 0) await addServer(context, mission);
  const [code, until, own] = [randomBytes(32).toString('base64url'), codeEnds(now), newId()];
  const keys = { public_key: null, private_key: null, enrolled_at: null, is_server: false };
  const letter = letterOf(Math.max(1, before.length));
  await insertDevice(context, mission, { id: own, label, letter, ...keys, code_hash: sha256(code), code_until: until });
  await deviceHappened(context, mission, { id: own, action: 'deviceAdded', fields: ['label'] });
  const device = (await allShown(context, id)).find((one) => one.id === own);
  if (!device) throw new Error('the device that was added is not there');
  const address = `${context.origin}/day#join=${code}`;
  const qr = await toDataURL(address, { errorCorrectionLevel: 'M', margin: 2, width: 240 });
  return { added: { ...device, code, address, qr, until: until.toISOString() } };
}

/** Revokes a device; again, it is as before. The other devices hear of it from the server. */
export async function revoke(context: Served, { id, device }: { id: string; device: string }): Promise<Device | null> {
  const mission = await hostedMission(context, id);
  const found = mission && (await membersOf(context.tx, id)).find((one) => one.id === device && !one.is_server);
  if (!found) return null;
  if (await revokeDevice(context, device)) {
    const { tx, vault, now, newId, actor } = context;
    const issuing = { tx, vault, now, newId, mission: id, organisation: mission.owner_organisation, by: actor.person };
    await issue({ ...issuing, fromDevice: null }, [{ kind: 'device.revoked', visit: null, device }]);
    await deviceHappened(context, mission, { id: device, action: 'revoked', fields: ['state'] });
  }
  return (await allShown(context, id)).find((one) => one.id === device) ?? null;
}
