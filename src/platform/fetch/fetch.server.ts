import { lookup } from 'node:dns/promises';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, buildConnector, request } from 'undici';
import { type AddressFault, isPublicAddress, numberOf, whyNotFetched } from './address.ts';

export type FetchRefusal =
  | AddressFault
  | 'address-invalid'
  | 'address-unknown'
  | 'address-unreachable'
  | 'address-refused'
  | 'address-redirects'
  | 'address-too-large'
  | 'address-too-slow'
  | 'address-busy';
export type FetchedPage = {
  bytes: Uint8Array;
  /** The address that answered in the end. */
  from: string;
  /** As the site said; never believed about what the bytes are. */
  contentType: string;
  /** Character encoding by the site, if it said one. */
  encoding: string | undefined;
};
export type FetchPage = (address: string, mostBytes: number) => Promise<FetchedPage | { refused: FetchRefusal }>;

/** The outside world: who a name is, and where a number that was found to be open is reached. */
export type Net = {
  resolve: (host: string) => Promise<string[]>;
  /** Only tests lead elsewhere than to the very number and port that were checked. */
  reach: (address: string, port: number) => { address: string; port: number };
};
type Limits = { patience: number; redirects: number; atOnce: number; ports: readonly number[] };

const openNet: Net = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  reach: (address, port) => ({ address, port }),
};
const usual: Limits = { patience: 20_000, redirects: 3, atOnce: 4, ports: [80, 443] };
const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

class Refused extends Error {
  readonly why: FetchRefusal;
  constructor(why: FetchRefusal) {
    super(why);
    this.why = why;
  }
}

/** The one number that is connected to. A name that also stands for a closed one is refused whole. */
async function checkedAddress(target: URL, net: Net): Promise<string> {
  const number = numberOf(target);
  const found = number === null ? await net.resolve(target.hostname).catch(() => []) : [number];
  if (found.some((each) => !isPublicAddress(each))) throw new Refused('address-private');
  const [first] = found;
  if (first === undefined) throw new Refused('address-unknown');
  return first;
}

/** Connects to the number that was checked and to no other: nobody asks a second time who the name is. */
function agentTo(address: string, net: Net): Agent {
  const connect = buildConnector({ timeout: 10_000 });
  return new Agent({
    connect: (options, callback) => {
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      const to = net.reach(address, port);
      // The name stays the one for which the site shows its certificate.
      const servername = options.servername ?? options.hostname;
      connect({ ...options, hostname: to.address, host: to.address, port: String(to.port), servername }, callback);
    },
    maxHeaderSize: 16_384,
  });
}

const unpackers = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync } as const;

function unpacked(bytes: Buffer, encoding: string, mostBytes: number): Uint8Array {
  if (encoding === '' || encoding === 'identity') return bytes;
  if (!Object.hasOwn(unpackers, encoding)) throw new Refused('address-refused');
  try {
    return unpackers[encoding as keyof typeof unpackers](bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    throw new Refused(
      (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'address-too-large' : 'address-refused',
    );
  }
}

const headerOf = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '');

type Asked = { target: URL; mostBytes: number; signal: AbortSignal; net: Net };
/** One request: where it leads next, or the page. */
async function askOnce({ target, mostBytes, signal, net }: Asked): Promise<{ next: string } | FetchedPage> {
  const agent = agentTo(await checkedAddress(target, net), net);
  try {
    const { statusCode, headers, body } = await request(target, {
      dispatcher: agent,
      signal,
      headers: {
        'user-agent': 'Yntymaq (intake of a page by its address)',
        accept: 'text/html,application/pdf,text/plain,*/*;q=0.5',
        'accept-encoding': 'identity',
      },
    });
    const location = headerOf(headers.location);
    if (isRedirect(statusCode) && location !== '') return { next: location };
    if (statusCode !== 200) throw new Refused('address-refused');
    if (Number(headers['content-length'] ?? 0) > mostBytes) throw new Refused('address-too-large');
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length > mostBytes) throw new Refused('address-too-large');
      chunks.push(chunk);
    }
    const bytes = unpacked(
      Buffer.concat(chunks),
      headerOf(headers['content-encoding']).trim().toLowerCase(),
      mostBytes,
    );
    const contentType = headerOf(headers['content-type']);
    const encoding = /;\s*charset\s*=\s*"?([\w:.-]{2,30})/i.exec(contentType)?.[1];
    return { bytes, from: target.href, contentType, encoding };
  } finally {
    await agent.destroy();
  }
}

/** Follows redirects, each checked like the first address. */
async function follow(
  address: string,
  { mostBytes, signal, net }: Omit<Asked, 'target'>,
  limits: Limits,
): Promise<FetchedPage> {
  let target = parsed(address);
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    const fault = whyNotFetched(target, limits.ports);
    if (fault) throw new Refused(fault);
    const answer = await askOnce({ target, mostBytes, signal, net });
    if (!('next' in answer)) return answer;
    target = parsed(answer.next, target);
  }
  throw new Refused('address-redirects');
}

function parsed(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new Refused('address-invalid');
  const url = new URL(address, base);
  url.hash = '';
  return url;
}

/** Ends with a refusal when the whole of it takes too long, even before anybody is connected. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Refused('address-too-slow'));
  signal.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', late);
  }
}

/**
 * A way to fetch one page of the open internet. It never asks for anything inside our own network, whatever an address,
 * a redirect or a name server says: each address is checked, and then connected to by the very number that was checked.
 */
export function openFetch(net: Net = openNet, own: Partial<Limits> = {}): FetchPage {
  const limits = { ...usual, ...own };
  let running = 0;
  return async (address, mostBytes) => {
    if (running >= limits.atOnce) return { refused: 'address-busy' };
    running++;
    const signal = AbortSignal.timeout(limits.patience);
    const work = follow(address, { mostBytes, signal, net }, limits);
    try {
      return await inTime(work, signal);
    } catch (error) {
      work.catch(() => undefined);
      return {
        refused: error instanceof Refused ? error.why : signal.aborted ? 'address-too-slow' : 'address-unreachable',
      };
    } finally {
      running--;
    }
  };
}
