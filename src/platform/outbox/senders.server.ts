import { lookup } from 'node:dns/promises';
import { Agent, buildConnector, request } from 'undici';
import type { Mail } from '../mail/mail.ts';
import { isPublicAddress, numberOf } from '../fetch/address.ts';
import { addressFor, bodyFor, meaningOf, providerIdIn, type Sms } from './gateway.ts';

/** What became of one try. `again`: it may work later. `failure` is the name of an error, never its words. */
export type Sent = { state: 'sent'; providerId: string | null } | { state: 'failed' | 'again'; failure: string };
/** A way out by SMS. It answers what became of the try; the word on the delivery comes later. */
export type SmsPort = { send: (sms: Sms) => Promise<Sent> };

export type GatewaySettings = {
  template: string;
  body: string | undefined;
  key: string | undefined;
  from: string;
  idPath: string;
  /** May be in a private network, and without TLS. */
  isNear: boolean;
};

const mostBytes = 65_536;
const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const said = typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
  return /^[A-Za-z0-9_.-]{1,60}$/.test(said) ? said : 'error';
};

/** Connects to the number that was checked; nobody asks a second time who the name is. */
async function agentFor(address: URL, isNear: boolean): Promise<Agent | null> {
  const known = numberOf(address);
  const numbers =
    known === null ? (await lookup(address.hostname, { all: true })).map((found) => found.address) : [known];
  const [first] = numbers;
  if (first === undefined || (!isNear && (address.protocol !== 'https:' || !numbers.every(isPublicAddress))))
    return null;
  const connect = buildConnector({ timeout: 10_000 });
  return new Agent({
    maxHeaderSize: 16_384,
    connect: (options, callback) =>
      connect(
        { ...options, hostname: first, host: first, servername: options.servername ?? options.hostname },
        callback,
      ),
  });
}

async function firstBytes(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
}

/** A gateway that is asked over HTTP, by its settings. It is followed nowhere else. */
export function openGateway({ template, body, key, from, idPath, isNear }: GatewaySettings): SmsPort {
  const ask = async (sms: Sms): Promise<Sent> => {
    const filled = { ...sms, from };
    const address = new URL(addressFor(template, filled));
    const agent = await agentFor(address, isNear);
    if (!agent) return { state: 'again', failure: 'address-private' };
    try {
      const answer = await request(address, {
        dispatcher: agent,
        signal: AbortSignal.timeout(20_000),
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          'idempotency-key': sms.id,
          ...(key !== undefined && { authorization: key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: bodyFor(body, filled) }),
      });
      const meaning = meaningOf(answer.statusCode);
      const said = await firstBytes(answer.body as AsyncIterable<Buffer>);
      if (meaning === 'taken') return { state: 'sent', providerId: providerIdIn(said, idPath) };
      return { state: meaning === 'refused' ? 'failed' : 'again', failure: `http-${answer.statusCode}` };
    } finally {
      await agent.destroy();
    }
  };
  return { send: (sms) => ask(sms).catch((error: unknown) => ({ state: 'again', failure: codeOf(error) })) };
}

type Letter = { id: string; to: string; subject: string; text: string };

/** One try to send a letter. What the server refuses for good (SMTP 5xx about the letter itself) is not tried again. */
export async function sendLetter(mail: Mail, { id, ...letter }: Letter): Promise<Sent> {
  try {
    // The same letter sent again is the same letter to the reader's mail program.
    await mail.send({ ...letter, messageId: `<${id}@yntymaq>` });
    return { state: 'sent', providerId: null };
  } catch (error) {
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    const isRefused = (code === 'EENVELOPE' || code === 'EMESSAGE') && Number(responseCode) >= 500;
    const failure = typeof responseCode === 'number' ? `${codeOf(error)}-${responseCode}` : codeOf(error);
    return { state: isRefused ? 'failed' : 'again', failure };
  }
}
