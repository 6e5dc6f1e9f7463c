import type { Vault } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/database.ts';
import { furthestHeard, operationVersion } from './day/operation.ts';
import { type Carried, spelled } from './day/exchange.ts';
import { lockServer } from './device.sql.ts';
import { chainAfter, digestOf, emptyChain, signWith } from './operationChain.server.ts';
import { countOperations, insertOperations, lockDevices, type NewOperation } from './operations.sql.ts';
import { sealBodies } from './operationsSealed.server.ts';

/** What the server itself says to the day, as a device of its own: with a sequence, a chain and a signature like any other. */
export type Issuing = {
  tx: Tx;
  vault: Vault;
  now: Date;
  newId: () => string;
  mission: string;
  organisation: string;
  /** Whose request makes it say so; null for the server itself. */
  fromDevice: string | null;
  by: string;
};
type Said = Carried['body'] | ({ kind: string; visit: string | null } & Readonly<Record<string, unknown>>);

export const privateKeyPlace = 'mission_device.private_key';

/** @throws Error when the mission has no devices yet, so that nobody would hear it */
export async function issue(issuing: Issuing, bodies: readonly Said[]): Promise<void> {
  const { tx, vault, now, newId, mission, organisation, by } = issuing;
  const server = await lockServer(tx, mission, lockDevices);
  const fixed = { mission, device: server.id, at: now.getTime(), offset: 0, by, version: operationVersion };
  const heard = Math.min(server.lamport, furthestHeard + server.sequence);
  let previous = server.chain ?? emptyChain;
  const rows: NewOperation[] = [];
  const operations = bodies.map((body, index): Carried => {
    const [sequence, lamport] = [server.sequence + 1 + index, heard + 1 + index];
    return { ...fixed, id: newId(), sequence, lamport, body };
  });
  const sealed = sealBodies(vault, mission, operations);
  for (const [index, operation] of operations.entries()) {
    const digest = digestOf(spelled(operation));
    const chain = chainAfter(previous, digest);
    const { mission: _mission, body, ...envelope } = operation;
    const said = { ...envelope, kind: body.kind, visit: body.visit, body: sealed[index] ?? null };
    rows.push({ ...said, digest, previous, chain, signature: null });
    previous = chain;
  }
  const [last, lastSaid] = [rows.at(-1), operations.at(-1)];
  if (!last || !lastSaid) return;
  const key = vault.open(`organisation:${organisation}`, server.privateKey, privateKeyPlace);
  last.signature = signWith(key, lastSaid, last.chain);
  const brought = { mission, organisation, fromDevice: issuing.fromDevice ?? server.id, now, held: null };
  await insertOperations(tx, rows, brought);
  await countOperations(tx, [server.id]);
}
