import { limits, type SyncAnswer, type SyncRequest } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { planFromColumns, type PackedPlan, planType } from '../../modules/missions/day/planColumns.ts';
import { contentType, pack, unpack } from '../../modules/missions/day/wire.ts';
import { DayFault, isFault } from '../fault.ts';
import { serverPeer } from '../store/safety.ts';
import { handOver } from './handingOver.ts';
import { isMissing, nextMissing, reachedIn } from '../store/segments.ts';
import type { DayStore } from '../store/store.ts';
import { answered, type Fetch, jsonIn, offline, Unwelcome } from './asked.ts';
import { expectedPlan, type Planned } from './join.ts';

/** The server as a peer: over HTTPS, in messages that can be repeated. */

/** An answer that was cut on its way is none: it is asked for again. */
function answerIn(bytes: Uint8Array): SyncAnswer {
  const got = unpack(bytes, limits.bytes);
  if ('refused' in got) throw new DayFault(got.refused === 'newer_format' ? 'newer_server' : 'no_connection');
  return got.message as SyncAnswer;
}

/** Asks with the device's token. */
export function asDevice(fetch: Fetch, token: string) {
  const authorization = `Bearer ${token}`;
  const asked = (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> }) =>
    fetch(path, { ...init, headers: { ...init.headers, authorization } })
      .then(answered)
      .catch(offline);
  const json = { 'content-type': 'application/json' };
  return {
    exchange: async (request: SyncRequest): Promise<SyncAnswer> => {
      const headers = { 'content-type': contentType };
      const response = await asked('/day/sync/exchange', { method: 'POST', headers, body: pack(request) });
      return answerIn(new Uint8Array(await response.arrayBuffer().catch(offline)));
    },
    /** Null where it is still the one that the server has called by this tag. */
    plan: async (tag?: string): Promise<Planned | null> => {
      const headers = { accept: planType, ...(tag !== undefined && { 'if-none-match': tag }) };
      const response = await asked('/day/sync/plan', { headers });
      if (response.status === 304) return null;
      return { plan: planFromColumns(await jsonIn<PackedPlan>(response)), tag: response.headers.get('etag') };
    },
    wiped: async (): Promise<void> => {
      await asked('/day/sync/wiped', { method: 'POST' });
    },
    beginPhoto: async (head: object): Promise<{ received: number; isWhole: boolean }> =>
      jsonIn(await asked('/day/sync/photos', { method: 'POST', headers: json, body: JSON.stringify(head) })),
    putPiece: async (id: string, at: number, piece: Uint8Array<ArrayBuffer>): Promise<void> => {
      const headers = { 'content-type': 'application/octet-stream' };
      await asked(`/day/sync/photos/${id}/${at}`, { method: 'PUT', headers, body: piece });
    },
  };
}
type Server = ReturnType<typeof asDevice>;

/**
 * Says what is here, brings what is missing there and takes what is missing here, until both have the same or nothing moves any more.
 * Of what the server refuses nothing holds back the rest. Broken off anywhere, the next call goes on from what was acknowledged.
 *
 * @returns whether the server says that this device was revoked
 */
export async function exchangeAll(store: DayStore, server: Server): Promise<{ isRevoked: boolean }> {
  let { [serverPeer]: theirs } = (await store.safety()).peers;
  // Of these it is brought whole, and not by number.
  const stuck = new Set(Object.keys(await store.histories.forks()));
  for (let before = ''; ; ) {
    const segments = (theirs && nextMissing(theirs, store.lines, stuck)) ?? [];
    const { have } = store;
    const answer = await server.exchange({ have, segments });
    await store.histories.compare(sharedOf(have, answer.have), answer.heads);
    await store.histories.refusedElsewhere(answer.refused);
    await store.learn({ members: answer.devices, now: answer.now, keepDays: answer.keepDays });
    if (answer.segments.length > 0) await store.receive(answer.segments, { isServer: true });
    for (const { device } of segments)
      if (reachedIn(answer.have, device) <= reachedIn(theirs ?? {}, device)) stuck.add(device);
    theirs = answer.have;
    await store.acknowledge(serverPeer, theirs, answer.now);
    const now = JSON.stringify([theirs, store.have, stuck.size]);
    if ((!isMissing(theirs, store.lines, stuck) && !answer.isMore) || now === before)
      return { isRevoked: answer.isRevoked };
    before = now;
  }
}

/** Up to where both have the operations of each device. */
const sharedOf = (ours: Have, theirs: Have): Have =>
  Object.fromEntries(
    Object.keys(ours).map((device) => [device, Math.min(reachedIn(ours, device), reachedIn(theirs, device))]),
  );

/** Brings the photos that the server has not got, each from where it was broken off. */
export async function bringPhotos(store: DayStore, server: Server): Promise<void> {
  for (const id of await store.photos.unsafe()) {
    const photo = await store.photos.get(id);
    if (!photo) continue;
    const { visit, sha256, mediaType, bytes } = photo;
    const head = { id, visit, sha256, bytes: bytes.length, mediaType };
    const begun = await server.beginPhoto(head);
    for (let at = begun.received; !begun.isWhole && at < bytes.length; at += limits.pieceBytes)
      await server.putPiece(id, at, bytes.slice(at, at + limits.pieceBytes));
    if ((await server.beginPhoto(head)).isWhole) await store.photos.markSafe(id);
  }
  await store.acknowledge(serverPeer, (await store.safety()).peers[serverPeer] ?? {});
}

/** How the server calls the plan that a store has: the same again is not sent twice. */
const tags = new WeakMap<DayStore, string>();

/** Asks for the plan. A device that was revoked gets none, and it is no reason to stop where the server has none to give. */
async function takePlan(store: DayStore, server: Server): Promise<void> {
  const came = await expectedPlan(store);
  const tag = store.plan ? tags.get(store) : undefined;
  const planned =
    came ??
    (await server.plan(tag).catch((error: unknown) => {
      if (error instanceof Unwelcome || isFault(error, 'no_connection')) return null;
      throw error;
    }));
  if (!planned) return;
  await store.learnPlan(planned.plan);
  if (planned.tag !== null) tags.set(store, planned.tag);
}

/**
 * One whole round with the server; the plan is asked for beside it where `isPlanWanted`. A revoked device goes when everything that it
 * holds has been handed over.
 */
export async function syncOnce(store: DayStore, fetch: Fetch, { isPlanWanted = true } = {}): Promise<void> {
  const server = asDevice(fetch, store.secrets.token);
  const planned = isPlanWanted ? takePlan(store, server) : Promise.resolve();
  planned.catch(() => undefined);
  const { isRevoked } = await exchangeAll(store, server);
  await handOver(store, server.exchange);
  await bringPhotos(store, server).catch((error: unknown) => {
    if (!isFault(error, 'no_connection')) throw error;
  });
  await planned;
  if (!isRevoked) return;
  await store.revoked();
  if (store.stage === 'wiped') await server.wiped();
}
