import { v7 as uuidv7 } from 'uuid';
import { chained, newDeviceKeys, signed } from '../src/modules/missions/day/chain.ts';
import type { Body } from '../src/modules/missions/day/operation.ts';
import {
  type Carried,
  chainBegins,
  limits,
  type Segment,
  type SyncAnswer,
} from '../src/modules/missions/day/exchange.ts';
import { contentType, type Message, pack, unpack } from '../src/modules/missions/day/wire.ts';
import type { Someone } from './world.ts';

/** A device of a mission as a browser would be one, without a screen: it writes, signs and exchanges. */
type Joined = { device: string; mission: string; letter: string; token: string; keepDays?: number };
type Written = { operation: Carried; previous: string; chain: string };
type SaidBody = Body | ({ kind: string; visit: string | null } & Record<string, unknown>);

/** What answers: a world, or a program over HTTP. */
type Asked = { method: 'POST'; url: string; headers?: Record<string, string>; payload: object | Buffer };
type Reply = { statusCode: number; body: string; rawPayload: Buffer; json<T>(): T };
export type Door = { app: { inject(asked: Asked): Promise<Reply> } };
type Asking = Door & {
  as: (who: Pick<Someone, 'cookie'>) => {
    post: (url: string, payload: object) => Promise<Pick<Reply, 'statusCode' | 'body'>>;
  };
};

/** What the server says, unpacked. */
export function answerIn(packed: Buffer): SyncAnswer {
  const read = unpack(packed, limits.bytes);
  if ('refused' in read) throw new Error(read.refused);
  return read.message as SyncAnswer;
}

/** Lets a device into a mission, as a clinical person of its host does. */
export async function letIn(world: Asking, { as, mission }: { as: Pick<Someone, 'cookie'>; mission: string }) {
  const added = await world.as(as).post(`/missions/${mission}/devices`, { label: 'Tablet' });
  if (added.statusCode !== 201) throw new Error(added.body);
  const keys = await newDeviceKeys();
  const { code } = JSON.parse(added.body) as { code: string };
  const joined = await world.app.inject({
    method: 'POST',
    url: '/day/sync/join',
    payload: { code, publicKey: keys.publicKey },
  });
  if (joined.statusCode !== 201) throw new Error(joined.body);
  return openDevice(world, joined.json<Joined>(), keys);
}
export type DayDevice = Awaited<ReturnType<typeof letIn>>;

type Keys = Awaited<ReturnType<typeof newDeviceKeys>>;

/** A device that has joined. `written` is its own history; what it got from others is not kept here. */
export function openDevice(world: Door, joined: Joined, keys: Keys, written: Written[] = []) {
  const { device, mission, token } = joined;
  const ask = (said: Message | Buffer, extra: Record<string, string> = {}) =>
    world.app.inject({
      method: 'POST',
      url: '/day/sync/exchange',
      headers: { authorization: `Bearer ${token}`, 'content-type': contentType, ...extra },
      payload: Buffer.isBuffer(said) ? said : Buffer.from(pack(said)),
    });
  const write = async (body: SaidBody, more: Partial<Carried> = {}): Promise<Carried> => {
    const sequence = written.length + 1;
    const envelope = {
      id: uuidv7(),
      mission,
      device,
      sequence,
      lamport: sequence,
      at: 1_000,
      offset: 0,
      by: 'physician',
      version: 1,
    };
    const operation: Carried = { ...envelope, body, ...more };
    const previous = written.at(-1)?.chain ?? chainBegins;
    written.push({ operation, previous, chain: chained(previous, operation) });
    return operation;
  };
  /** A run of its own operations, from one sequence to another, signed at its end. */
  const segment = async (from = 1, to = written.length): Promise<Segment> => {
    const run = written.slice(from - 1, to);
    const [first, last] = [run.at(0), run.at(-1)];
    if (!first || !last) throw new Error('nothing was written there');
    const signature = await signed(keys.privateKey, last.operation, last.chain);
    return { device, previous: first.previous, signature, operations: run.map(({ operation }) => operation) };
  };
  const exchange = async (segments: readonly Segment[], have: Record<string, number> = {}): Promise<SyncAnswer> => {
    const reply = await ask({ have: { [device]: written.length, ...have }, segments });
    if (reply.statusCode !== 200) throw new Error(reply.body);
    return answerIn(reply.rawPayload);
  };
  return { ...joined, keys, written, ask, write, segment, exchange };
}

/** A person who walks in and is registered: what a device writes then. */
export async function register(device: DayDevice, visit = uuidv7()): Promise<string> {
  await device.write({
    kind: 'visit.registered',
    visit,
    ticket: `${device.letter}-${device.written.length}`,
    booking: null,
    channel: 'walk_in',
    day: '2026-11-21',
  });
  await device.write({ kind: 'visit.field', visit, field: 'name', value: 'Айгүл Құпия', over: [] });
  return visit;
}
