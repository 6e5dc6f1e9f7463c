import { randomBytes } from 'node:crypto';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Files } from '../../platform/files/files.ts';
import { sha256 } from '../../platform/hash.ts';
import { asDevice, asJoining, noteDevice } from './deviceEntry.sql.ts';
import { issue } from './operationsIssue.server.ts';
import { isPublicKey } from './operationChain.server.ts';
import { memberOf, membersOf } from './device.sql.ts';

/** All that a device's request needs from outside. */
export type DeviceSurface = {
  db: Database;
  vault: Vault;
  files: Files;
  now: () => Date;
  newId: () => string;
};
/** What is known of a device that asks, inside one transaction. */
export type DeviceContext = {
  tx: Tx;
  vault: Vault;
  files: Files;
  now: Date;
  newId: () => string;
  device: string;
  mission: string;
  organisation: string;
  isRevoked: boolean;
  /** For how many days after the last item is safe a device keeps what it has. */
  keepDays: number;
};

const tokenShape = /^Bearer (ynd_[\w-]{43})$/;

/** Does `work` for the device whose token stands in this header; undefined where it is none. */
export async function withDevice<T>(
  { db, now, ...surface }: DeviceSurface,
  { authorization = '', cameFrom }: { authorization: string | undefined; cameFrom: string | null },
  work: (context: DeviceContext) => Promise<T>,
): Promise<T | undefined> {
  const [, token] = tokenShape.exec(authorization) ?? [];
  if (!token) return undefined;
  return asDevice(
    db,
    { tokenHash: sha256(token), cameFrom },
    (tx, { is_revoked: isRevoked, keep_days: keepDays, ...entered }) =>
      work({ tx, ...surface, ...entered, now: now(), isRevoked, keepDays }),
  );
}

/** What all devices of a mission know and nobody else: with it two of them prove, without us, that they belong to it. */
const linkSecretOf = (vault: Vault, mission: string): string =>
  Buffer.from(vault.blind('mission.link', mission), 'hex').toString('base64url');

type Joining = { code: string; publicKey: string; cameFrom: string | null };

/**
 * Lets a device in: its code works once, with one key. The answer's token is told now and never again; who has lost the answer asks
 * again with the same key.
 */
export async function join({ db, now, ...surface }: DeviceSurface, { code, publicKey, cameFrom }: Joining) {
  const point = Buffer.from(publicKey, 'base64url');
  if (!isPublicKey(point)) return undefined;
  const token = `ynd_${randomBytes(32).toString('base64url')}`;
  const at = now();
  const joining = { now: at, codeHash: sha256(code), point, tokenHash: sha256(token), cameFrom };
  return asJoining(db, joining, async (tx, { is_first, keep_days: keepDays, ...joined }) => {
    const context = { tx, ...surface, ...joined, now: at, isRevoked: false, keepDays };
    const members = await membersOf(tx, joined.mission);
    const own = members.find(({ id }) => id === joined.device);
    if (!own) throw new Error('the device that joined is not among the devices');
    if (is_first) {
      const { letter, label } = own;
      const said = { kind: 'device.enrolled', visit: null, device: joined.device, letter, label, publicKey };
      await issue({ ...context, fromDevice: joined.device, by: joined.device }, [said]);
    }
    await noteDevice(context, is_first ? 'deviceJoined' : 'deviceRejoined', ['key']);
    const { device, mission } = joined;
    const [linkSecret, { letter, label }, devices] = [linkSecretOf(surface.vault, mission), own, members.map(memberOf)];
    return { device, mission, letter, label, token, linkSecret, keepDays, now: at.getTime(), devices };
  });
}
