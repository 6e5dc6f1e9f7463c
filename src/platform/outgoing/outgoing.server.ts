import { lookup } from 'node:dns/promises';
import { Agent, buildConnector, request } from 'undici';
import { isPublicAddress, numberOf } from '../fetch/address.ts';
import { faultOfAddress } from './address.ts';

/** Asking other systems over HTTP: subscribers, other installations, gateways. */

export type Outgoing = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  address: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Of the answer; what is longer fails as `answer-too-large`. A megabyte, unless told. */
  mostBytes?: number;
  /** Milliseconds for the whole of it. Twenty seconds, unless told. */
  patience?: number;
};
/** What was answered, whatever its status: a redirect is an answer like any other and is not followed. */
export type Reply = { status: number; headers: Readonly<Record<string, string>>; bytes: Buffer };
/** `failure` is the name of an error (`address-private`, `ECONNREFUSED`, `too-slow`), never its words. */
export type Ask = (outgoing: Outgoing) => Promise<Reply | { failure: string }>;
/** Who a name is. */
export type Resolve = (host: string) => Promise<string[]>;

const openNames: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);
const [megabyte, usualPatience] = [1_048_576, 20_000];

class Failure extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** The name of an error as it may be written down. */
export function nameOfFailure(error: unknown): string {
  if (error instanceof Failure) return error.why;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'too-slow';
  const said = typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
  return /^[A-Za-z0-9_.-]{1,60}$/.test(said) ? said : 'error';
}

type Way = { isNear: boolean; resolve: Resolve };

/** The one number that is connected to. A name that also stands for a closed one is refused whole. */
async function numberFor(address: URL, { isNear, resolve }: Way): Promise<string> {
  const known = numberOf(address);
  const numbers = known === null ? await resolve(address.hostname).catch(() => []) : [known];
  const [first] = numbers;
  if (first === undefined) throw new Failure('address-unknown');
  if (!isNear && !numbers.every(isPublicAddress)) throw new Failure('address-private');
  return first;
}

/** Connects to the number that was checked and to no other: nobody asks a second time who the name is. */
function agentTo(number: string): Agent {
  const connect = buildConnector({ timeout: 10_000 });
  return new Agent({
    maxHeaderSize: 16_384,
    connect: (options, callback) =>
      connect(
        { ...options, hostname: number, host: number, servername: options.servername ?? options.hostname },
        callback,
      ),
  });
}

async function bytesOf(body: AsyncIterable<Buffer>, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new Failure('answer-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const oneOf = (value: string | string[] | undefined): string => [value ?? ''].flat().join(', ');

async function askOnce(outgoing: Outgoing, way: Way, signal: AbortSignal): Promise<Reply> {
  const { method, address, headers = {}, body, mostBytes = megabyte } = outgoing;
  const fault = faultOfAddress(address, way.isNear);
  if (fault) throw new Failure(fault);
  const url = new URL(address);
  const agent = agentTo(await numberFor(url, way));
  try {
    const sent = { dispatcher: agent, signal, method, headers, ...(body !== undefined && { body }) };
    const answer = await request(url, sent);
    const bytes = await bytesOf(answer.body as AsyncIterable<Buffer>, mostBytes);
    const said = Object.entries(answer.headers).map(([name, value]) => [name, oneOf(value)]);
    return { status: answer.statusCode, headers: Object.fromEntries(said), bytes };
  } finally {
    await agent.destroy();
  }
}

/** Ends when the whole of it takes too long, even before anybody is connected. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Failure('too-slow'));
  signal.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', late);
    work.catch(() => undefined);
  }
}

/**
 * A way to ask other systems. It never asks for anything inside our own network unless that is allowed, whatever an address or a
 * name server says: the name is looked up once, checked, and that very number is connected to. Nothing is followed elsewhere. It
 * does not throw: what goes wrong is named.
 *
 * @param isNear whether private networks, and addresses without TLS, are allowed (`YNTYMAQ_OUTGOING_NEAR`)
 */
export const openOutgoing =
  (isNear: boolean, resolve: Resolve = openNames): Ask =>
  async (outgoing) => {
    const signal = AbortSignal.timeout(outgoing.patience ?? usualPatience);
    try {
      return await inTime(askOnce(outgoing, { isNear, resolve }, signal), signal);
    } catch (error) {
      return { failure: nameOfFailure(error) };
    }
  };
