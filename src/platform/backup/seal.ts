import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { KeyRing } from '../crypto/keyRing.ts';
import { openWith, sealWith } from '../crypto/sealed.ts';
import { BackupRefused } from './refused.ts';

/**
 * How everything in a backup is kept: `YNTB1\n`, the length of a header (2 bytes), the header, then pieces of 256 KiB, the last
 * of which is shorter or equal. The header names the key of the installation that wraps this file's own key. Each piece is
 * AES-256-GCM under that key; its nonce is its number and whether it is the last, and header and place are bound to it. So no
 * bit, no order and no end can be changed without being found, and what comes out has been checked before it comes out.
 */
const magic = Buffer.from('YNTB1\n');
const pieceBytes = 256 * 1024;
const tagBytes = 16;
const headerLimit = 4096;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
/** Where the bytes belong, such as `wal 000000010000000000000003`; the same must be said to open them. */
export type Sealing = { ring: KeyRing; about: string };

const nonceOf = (number: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

const boundTo = (header: Uint8Array, about: string): Buffer =>
  createHash('sha256').update(header).update(about).digest();

/** Encrypts a stream under a new key of its own, which the newest key of the installation wraps. */
export async function* sealed(source: Chunks, { ring: [wrapping], about }: Sealing): AsyncGenerator<Buffer> {
  const key = randomBytes(32);
  const wrapped = sealWith(wrapping.key, key, `backup ${wrapping.id} ${about}`).toString('base64');
  const header = Buffer.from(JSON.stringify({ key: wrapping.id, wrapped }));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(header.length);
  yield Buffer.concat([magic, length, header]);
  const bound = boundTo(header, about);
  for await (const { piece, number, isLast } of pieces(source, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(bound);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * Decrypts what `sealed` made. A piece is handed on only when it is whole and in its place; the end only when it is the end.
 *
 * @throws BackupRefused when a bit, the order, the length or the place is not what was sealed, or the key is not in the ring
 */
export async function* opened(source: Chunks, { ring, about }: Sealing): AsyncGenerator<Buffer> {
  const reader = readerOf(source);
  const header = await headerOf(reader, about);
  const key = keyIn(header, { ring, about });
  const bound = boundTo(header, about);
  for await (const { piece, number, isLast } of pieces(reader.rest(), pieceBytes + tagBytes)) {
    if (piece.length < tagBytes) throw damaged(about, 'it ends too early');
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast));
    decipher.setAAD(bound).setAuthTag(piece.subarray(-tagBytes));
    const plain = decipher.update(piece.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw damaged(about, `piece ${number + 1}${isLast ? ', the last,' : ''} is not what was written`);
    }
    if (plain.length > 0) yield plain;
  }
}

const damaged = (about: string, how: string): BackupRefused =>
  new BackupRefused('damaged', `The backup is damaged: ${about}: ${how}`);

/** Cuts a stream into pieces of one size; only the last may be shorter, and only the last may be empty. */
async function* pieces(source: Chunks, size: number) {
  let held: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  for await (const chunk of source) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    bytes += chunk.byteLength;
    if (bytes <= size) continue;
    let all = Buffer.concat(held);
    while (all.length > size) {
      yield { piece: all.subarray(0, size), number: number++, isLast: false };
      all = all.subarray(size);
    }
    held = [all];
    bytes = all.length;
  }
  yield { piece: Buffer.concat(held), number, isLast: true };
}

function readerOf(source: Chunks) {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let held = Buffer.alloc(0);
  return {
    async take(bytes: number): Promise<Buffer | undefined> {
      while (held.length < bytes) {
        const next = await iterator.next();
        if (next.done) return undefined;
        held = Buffer.concat([held, next.value]);
      }
      const taken = held.subarray(0, bytes);
      held = held.subarray(bytes);
      return taken;
    },
    async *rest(): AsyncGenerator<Uint8Array> {
      if (held.length > 0) yield held;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    },
  };
}

async function headerOf(reader: ReturnType<typeof readerOf>, about: string): Promise<Buffer> {
  const start = await reader.take(magic.length + 2);
  if (!start?.subarray(0, magic.length).equals(magic)) throw damaged(about, 'it does not begin as a backup does');
  const length = start.readUInt16BE(magic.length);
  const header = length <= headerLimit ? await reader.take(length) : undefined;
  if (!header) throw damaged(about, 'its header is not whole');
  return header;
}

function keyIn(header: Buffer, { ring, about }: Sealing): Buffer {
  let read: { key?: unknown; wrapped?: unknown };
  try {
    read = JSON.parse(header.toString()) as typeof read;
  } catch {
    throw damaged(about, 'its header cannot be read');
  }
  const { key: id, wrapped } = read ?? {};
  if (typeof id !== 'string' || typeof wrapped !== 'string') throw damaged(about, 'its header cannot be read');
  const wrapping = ring.find((each) => each.id === id);
  if (!wrapping) {
    const known = ring.map((each) => each.id).join(', ');
    throw new BackupRefused('wrong-key', `The key "${id}" opens ${about}, and the keys here are: ${known}`);
  }
  try {
    return openWith(wrapping.key, Buffer.from(wrapped, 'base64'), `backup ${id} ${about}`);
  } catch {
    throw new BackupRefused(
      'wrong-key',
      `The key "${id}" does not open ${about}: it is another key of that name, or the backup is damaged`,
    );
  }
}
