import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import { limits, type Member, type SyncAnswer, type SyncRequest } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { contentType, pack, unpack } from '../../modules/missions/day/wire.ts';
import { DayFault, isFault } from '../fault.ts';
import { serverPeer } from '../store/safety.ts';
import { isMissing, nextMissing, reachedIn } from '../store/segments.ts';
import type { DayStore } from '../store/store.ts';
import { handOver } from './handingOver.ts';

/** The server as a peer: over HTTPS, in messages that can be repeated. */

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;
/** What the server tells a device that joins. */
export type Joined = {
  device: string;
  mission: string;
  letter: string;
  label: string;
  token: string;
  linkSecret?: string;
  keepDays?: number;
  /** The clock of the server, in milliseconds; where it does not say, its answer has a date. */
  now?: number;
  devices: readonly Member[];
};

/** The server does not know this device, or the code was used: asking again changes nothing. */
export class Unwelcome extends Error {}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  // Whatever stands between may answer as well: only the server's own word counts.
  const isOwnWord = response.headers.get('content-type')?.includes('problem+json') === true;
  if (isOwnWord && (response.status === 401 || response.status === 404)) throw new Unwelcome(`${response.status}`);
  if (response.status === 415) throw new DayFault('newer_server');
  throw new DayFault('no_connection');
}

const offline = (cause: unknown): never => {
  throw cause instanceof DayFault || cause instanceof Unwelcome ? cause : new DayFault('no_connection', { cause });
};

/** An answer that was cut on its way, or is somebody else's, is none. */
const jsonIn = async <T>(response: Response): Promise<T> => (await response.json().catch(offline)) as T;

/** Joins a mission with the code of its QR. The key's private half stays here. @throws Unwelcome where the code is gone */
export async function join(fetch: Fetch, code: string, publicKey: string): Promise<Joined> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey }),
  };
  const response = await fetch('/day/sync/join', init).then(answered).catch(offline);
  const joined = await jsonIn<Joined>(response);
  return { now: Date.parse(response.headers.get('date') ?? ''), ...joined };
}

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
    plan: async (): Promise<DayPlan> => jsonIn(await asked('/day/sync/plan', {})),
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

/** Plans that were asked for before the store could take them. */
const ahead = new WeakMap<DayStore, Promise<DayPlan>>();

/** Who has just joined gets the plan while the key of their PIN is made: on a slow network both take their time. */
export function askPlanAhead(store: DayStore, fetch: Fetch, token: string): void {
  const plan = asDevice(fetch, token).plan();
  plan.catch(() => undefined);
  ahead.set(store, plan);
}

/** Asks for the plan. A device that was revoked gets none, and it is no reason to stop where the server has none to give. */
async function takePlan(store: DayStore, server: Server): Promise<void> {
  const asked = ahead.get(store) ?? server.plan();
  ahead.delete(store);
  const plan = await asked.catch((error: unknown) => {
    if (error instanceof Unwelcome || isFault(error, 'no_connection')) return null;
    throw error;
  });
  if (plan) await store.learnPlan(plan);
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
