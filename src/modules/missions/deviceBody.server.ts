import { promisify } from 'node:util';
import { constants, brotliCompress, deflateRaw, gzip, inflateRaw } from 'node:zlib';
import { ORPCError } from '@orpc/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../platform/hash.ts';
import { problem } from '../../platform/problem.ts';
import { limits } from './day/exchange.ts';
import { contentType, dictionary, fromColumns, inColumns, type Message } from './day/wire.ts';

/** Messages of devices as they travel: the form of day/wire.ts, with the compression that the machine itself has. */

const isTooLarge = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';

/** What unpacks to more than its limit is refused while it is being unpacked. */
async function inflated(packed: Buffer): Promise<string> {
  const whole = await promisify(inflateRaw)(packed, { dictionary, maxOutputLength: limits.bytes }).catch(
    (error: unknown) => {
      throw problem(isTooLarge(error) ? 'too-large' : 'invalid-input');
    },
  );
  return whole.toString('utf8');
}

/** Of a newer application, which knows a form of messages that this server does not. */
const serverOutdated = () => new ORPCError('server-outdated', { status: 415 });
/** Tells an application from before this form of messages that it is to be opened anew, before anything of what it sends is read. */
export async function onlyMessages({ headers }: FastifyRequest): Promise<void> {
  if (headers['content-type']?.split(';')[0]?.trim() !== contentType)
    throw new ORPCError('application-outdated', { status: 415 });
}

/** A packed message in its ordinary form; what it says still has to be looked at. */
export async function unpackedMessage(_request: FastifyRequest, body: Buffer): Promise<unknown> {
  const unpacked = fromColumns(await inflated(body));
  if ('message' in unpacked) return unpacked.message;
  if (unpacked.refused === 'newer_format') throw serverOutdated();
  throw problem(unpacked.refused === 'too_large' ? 'too-large' : 'invalid-input');
}

export async function sendMessage(reply: FastifyReply, message: Message): Promise<FastifyReply> {
  const packed = await promisify(deflateRaw)(inColumns(message), { dictionary, level: 6 });
  return reply.type(contentType).send(packed);
}

const packers = {
  br: (text: Buffer) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (text: Buffer) => promisify(gzip)(text),
};
const worthPacking = 1_000;

type Answer = { type: string; text: string; tag: string };

/** How an answer is called, so that the very same is not sent again. */
export const tagOf = (text: string): string => `W/"${sha256(text).slice(0, 32)}"`;

/** Answers packed, where who asks can unpack it; who says that they have the very same already gets nothing. */
export async function sendPacked(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { type, text, tag }: Answer,
): Promise<FastifyReply> {
  const bytes = Buffer.from(text);
  reply.type(type).header('vary', 'accept, accept-encoding').header('etag', tag);
  if (headers['if-none-match'] === tag) return reply.code(304).send();
  const accepted = headers['accept-encoding'] ?? '';
  const encoding = (['br', 'gzip'] as const).find((each) => new RegExp(`\\b${each}\\b`).test(accepted));
  if (bytes.length < worthPacking || !encoding) return reply.send(bytes);
  return reply.header('content-encoding', encoding).send(await packers[encoding](bytes));
}
