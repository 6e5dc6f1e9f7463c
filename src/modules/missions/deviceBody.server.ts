import { promisify } from 'node:util';
import { gunzip, gzip, inflate } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../platform/problem.ts';
import { limits } from './day/exchange.ts';

/** Packed messages of devices. What unpacks to more than its limit is refused while it is being unpacked. */
const unpackers: Readonly<Record<string, ((packed: Buffer) => Promise<Buffer>) | undefined>> = {
  gzip: (packed) => promisify(gunzip)(packed, { maxOutputLength: limits.bytes }),
  deflate: (packed) => promisify(inflate)(packed, { maxOutputLength: limits.bytes }),
  identity: (plain) => Promise.resolve(plain),
};

const tooLarge = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';

async function unpacked(request: FastifyRequest, body: Buffer): Promise<Buffer> {
  const unpack = unpackers[request.headers['content-encoding'] ?? 'identity'];
  if (!unpack) throw problem('unsupported-media');
  return unpack(body).catch((error: unknown) => {
    throw problem(tooLarge(error) ? 'too-large' : 'invalid-input');
  });
}

/** A message as JSON, however it was packed. */
export async function messageOf(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const text = (await unpacked(request, body)).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw problem('invalid-input');
  }
}

const worthPacking = 1_000;

/** Answers packed, where who asks can unpack it. */
export async function sendPacked(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<FastifyReply> {
  const text = Buffer.from(JSON.stringify(answer));
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
  const accepted = request.headers['accept-encoding'] ?? '';
  if (text.length < worthPacking || !/\bgzip\b/.test(accepted)) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await promisify(gzip)(text));
}
