import type { Served } from '../../platform/serve.ts';
import type { Held } from './contract.devices.ts';
import { hostedMission } from './device.server.ts';
import { deviceHappened } from './device.sql.ts';
import { admit, contradictionsOf, countsOfHeld, decide, type HeldRow, heldOf } from './deviceHeld.sql.ts';
import { countOperations, lockDevices } from './operations.sql.ts';

/** What revoked devices brought, until a person has looked at it. */

type Counts = Awaited<ReturnType<typeof countsOfHeld>>;

const summed = <K extends 'device' | 'kind'>(counts: Counts, by: K): { name: string; operations: number }[] =>
  Array.from(
    Map.groupBy(counts, (count) => count[by]),
    ([name, some]) => ({ name, operations: some.reduce((sum, { operations }) => sum + operations, 0) }),
  );

const decisionOf = ({ is_admitted }: HeldRow): Held['decision'] =>
  is_admitted === null ? null : is_admitted ? 'admitted' : 'refused';

const shown = (row: HeldRow, counts: Counts): Held => ({
  id: row.id,
  device: row.from_device,
  receivedAt: row.received_at.toISOString(),
  operations: row.operations,
  writtenBy: summed(counts, 'device').map(({ name, operations }) => ({ device: name, operations })),
  kinds: summed(counts, 'kind').map(({ name, operations }) => ({ kind: name, operations })),
  decision: decisionOf(row),
  decidedAt: row.decided_at?.toISOString() ?? null,
  decidedBy: row.decided_by,
});

async function allHeld({ tx }: Served, mission: string): Promise<Held[]> {
  const rows = await heldOf(tx, mission);
  const ids = rows.map(({ id }) => id);
  const counts = Map.groupBy(await countsOfHeld(tx, ids), ({ held_id }) => held_id);
  return rows.map((row) => shown(row, counts.get(row.id) ?? []));
}

export async function listHeld(context: Served, id: string) {
  const mission = await hostedMission(context, id);
  if (!mission) return null;
  const contradictions = (await contradictionsOf(context.tx, id)).map((row) => ({
    id: row.id,
    device: row.device_id,
    broughtBy: row.from_device,
    sequence: row.sequence,
    reason: row.reason,
    kind: row.kind,
    receivedAt: row.received_at.toISOString(),
  }));
  return { held: await allHeld(context, id), contradictions };
}

type Deciding = { id: string; batch: string; decision: 'admitted' | 'refused' };

/** Once, and for good: what is admitted goes out to all devices; what is refused is kept and counts for nothing. */
export async function decideHeld(
  context: Served,
  { id, batch, decision }: Deciding,
): Promise<{ decided: Held } | { refused: 'not-found' | 'decided-already' }> {
  const { tx } = context;
  const mission = await hostedMission(context, id);
  const found = mission && (await allHeld(context, id)).find((held) => held.id === batch);
  if (!found) return { refused: 'not-found' };
  // As when a device brings something: first the devices, in their order.
  const authors = found.writtenBy.map(({ device }) => device);
  await lockDevices(tx, authors);
  if (!(await decide(context, batch, decision === 'admitted'))) return { refused: 'decided-already' };
  if (decision === 'admitted') await countOperations(tx, await admit(tx, batch));
  await deviceHappened(context, mission, {
    id: found.device,
    action: decision === 'admitted' ? 'operationsAdmitted' : 'operationsRefused',
    fields: ['operations'],
  });
  const decided = (await allHeld(context, id)).find((held) => held.id === batch);
  return decided ? { decided } : { refused: 'not-found' };
}
