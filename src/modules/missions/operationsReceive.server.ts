import { problem } from '../../platform/problem.ts';
import type { DeviceContext } from './deviceEntry.server.ts';
import { noteDevice } from './deviceEntry.sql.ts';
import { mostHeld } from './device.ts';
import { type Carried, isErased, type Refusal, type Segment } from './day/exchange.ts';
import { checked, digestsOf, type Here, type Linked } from './operationsChecked.server.ts';
import {
  type Author,
  type Brought,
  type Contradiction,
  countOperations,
  heldCount,
  insertHeld,
  insertOperations,
  insertRefused,
  type Known,
  knownOperations,
  lockDevices,
  type NewOperation,
  refusedChains,
  release,
} from './operations.sql.ts';
import { sealBodies } from './operationsSealed.server.ts';

/** What a device brings is taken in one transaction: what is answered for is on the disk, all of a segment or nothing. */

type Placed = { link: Linked; segment: Segment };
type Taken = { fresh: Placed[]; known: string[]; refused: Refusal[]; contradictions: (Placed & { reason: string })[] };

const placeOf = (device: string, sequence: number): string => `${device} ${sequence}`;

/** What is here, and what came with the same batch before. */
type Around = { mission: string; authors: readonly Author[]; evidence: readonly Buffer[] };

function openHere({ mission, authors, evidence }: Around, known: readonly Known[]) {
  const keys = new Map(authors.map(({ device, public_key }) => [device, public_key]));
  const places = new Map(known.map((one) => [placeOf(one.device, one.sequence), one]));
  const ids = new Map(known.map((one) => [one.id, one]));
  const others = new Set(evidence.map((chain) => chain.toString('base64url')));
  const here: Here = {
    mission,
    keyOf: (device) => keys.get(device) ?? null,
    at: (device, sequence) => places.get(placeOf(device, sequence)),
    byId: (id) => ids.get(id),
    isEvidence: (chain) => others.has(chain.toString('base64url')),
  };
  const add = (device: string, { one, sequence, previous, chain }: Linked): void => {
    if (isErased(one)) return;
    const row = { id: one.id, device, sequence, previous, chain, held: false };
    places.set(placeOf(device, sequence), row);
    ids.set(one.id, row);
  };
  return { here, add };
}

type WellFormed = { segment: Segment; digests: readonly Buffer[] };

function sift(segments: readonly WellFormed[], { here, add }: ReturnType<typeof openHere>): Taken {
  const taken: Taken = { fresh: [], known: [], refused: [], contradictions: [] };
  for (const { segment, digests } of segments) {
    const result = checked(segment, digests, here);
    if ('reason' in result) {
      const [from = 0, to = 0] = [segment.operations[0]?.sequence, segment.operations.at(-1)?.sequence];
      taken.refused.push({ device: segment.device, from, to, reason: result.reason });
      const others = result.contradicting.map((link) => ({ link, segment, reason: result.reason }));
      taken.contradictions.push(...others);
      continue;
    }
    for (const link of result.fresh) add(segment.device, link);
    taken.fresh.push(...result.fresh.map((link) => ({ link, segment })));
    taken.known.push(...result.known);
  }
  return taken;
}

const rowOf = ({ link, segment }: Placed, one: Carried, body: Buffer | null): NewOperation => ({
  id: one.id,
  device: segment.device,
  sequence: one.sequence,
  lamport: one.lamport,
  kind: one.body.kind,
  version: one.version,
  visit: one.body.visit,
  at: one.at,
  offset: one.offset,
  by: one.by,
  body,
  digest: link.digest,
  previous: link.previous,
  chain: link.chain,
  signature: link.sequence === segment.operations.at(-1)?.sequence ? Buffer.from(segment.signature, 'base64url') : null,
});

/** Their rows, sealed; what was erased has none. */
function rowsOf({ vault, mission }: DeviceContext, placed: readonly Placed[]): NewOperation[] {
  const carried = placed.flatMap((each) => (isErased(each.link.one) ? [] : [{ each, one: each.link.one }]));
  const bodies = sealBodies(
    vault,
    mission,
    carried.map(({ one }) => one),
  );
  return carried.map(({ each, one }, index) => rowOf(each, one, bodies[index] ?? null));
}

async function keepContradictions(context: DeviceContext, taken: Taken, brought: Omit<Brought, 'held'>): Promise<void> {
  const reasons = taken.contradictions.map(({ reason }) => reason);
  const rows = rowsOf(context, taken.contradictions);
  const kept = rows.map((row, index): Contradiction & { evidence: string } => ({
    ...row,
    reason: reasons[index] ?? 'chain-broken',
    evidence: context.newId(),
  }));
  await insertRefused(context.tx, kept, brought);
  if (kept.length > 0) await noteDevice(context, 'operationsContradicted', ['operations']);
}

async function hold(context: DeviceContext, rows: readonly NewOperation[], brought: Omit<Brought, 'held'>) {
  if (rows.length === 0) return;
  if ((await heldCount(context.tx)) + rows.length > mostHeld) throw problem('too-large');
  const held = context.newId();
  await insertHeld(context.tx, { id: held, count: rows.length, ...brought });
  await insertOperations(context.tx, rows, { ...brought, held });
  await noteDevice(context, 'operationsHeld', ['operations']);
}

const stretchOf = ({ device, operations }: Segment) => ({
  device,
  first: operations[0]?.sequence ?? 0,
  last: operations.at(-1)?.sequence ?? 0,
});
const idsOf = ({ operations }: Segment): string[] => operations.flatMap((one) => (isErased(one) ? [] : one.id));
const refusalOf = (segment: Segment): Refusal => {
  const { device, first: from, last: to } = stretchOf(segment);
  return { device, from, to, reason: 'bad-operation' };
};

async function load({ tx, device, mission }: DeviceContext, segments: readonly Segment[]) {
  const authors = await lockDevices(tx, [...new Set([device, ...segments.map((segment) => segment.device)])]);
  const known = await knownOperations(tx, segments.map(stretchOf), segments.flatMap(idsOf));
  const evidence = await refusedChains(
    tx,
    segments.map(({ previous }) => Buffer.from(previous, 'base64url')),
  );
  const revoked = new Set(authors.flatMap((author) => (author.is_revoked ? author.device : [])));
  /** What a revoked device wrote or brings waits for a person. */
  const waits = (author: string): boolean => revoked.has(device) || revoked.has(author);
  return { opened: openHere({ mission, authors, evidence }, known), known, waits };
}

/** Takes in what a device brings. Of what it refuses it says why; the rest is taken all the same. */
export async function receive(context: DeviceContext, segments: readonly Segment[]): Promise<Refusal[]> {
  const { tx, mission, organisation, device, now } = context;
  const read = segments.map((segment) => ({ segment, digests: digestsOf(segment) }));
  const whole = read.flatMap(({ segment, digests }) => (digests ? { segment, digests } : []));
  const malformed = read.flatMap(({ segment, digests }) => (digests ? [] : segment));
  const { opened, known, waits } = await load(
    context,
    whole.map(({ segment }) => segment),
  );
  const taken = sift(whole, opened);
  const brought = { mission, organisation, fromDevice: device, now };
  const rows = rowsOf(context, taken.fresh);
  const waiting = rows.filter((row) => waits(row.device));
  const counting = rows.filter((row) => !waits(row.device));
  await insertOperations(tx, counting, { ...brought, held: null });
  await hold(context, waiting, brought);
  const here = new Set(taken.known);
  const released = known.filter((one) => one.held && !waits(one.device) && here.has(one.id));
  const again = released.map(({ id }) => id);
  await release(tx, again);
  if (counting.length + again.length > 0) await noteDevice(context, 'operationsReceived', ['operations']);
  await keepContradictions(context, taken, brought);
  const moved = [...rows, ...released].map((one) => one.device);
  if (moved.length > 0) await countOperations(tx, [...new Set(moved)]);
  return [...malformed.map(refusalOf), ...taken.refused];
}
