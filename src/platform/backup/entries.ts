import { BackupRefused } from './refused.ts';

/**
 * Many named streams as one, each of a length that need not be known before: a name, then portions with their lengths, then an
 * empty portion; an empty name ends it all. (A tar wants each length first, and nobody knows the length of a table.)
 */
export type Entry = { name: string; body: AsyncIterable<Uint8Array> };

const nameLimit = 4096;
const portionLimit = 1 << 26;

const lengthOf = (bytes: number): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
};

export async function* packed(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  for await (const { name, body } of entries) {
    const bytes = Buffer.from(name);
    yield Buffer.concat([lengthOf(bytes.length), bytes]);
    for await (const portion of body) {
      if (portion.byteLength === 0) continue;
      yield lengthOf(portion.byteLength);
      yield portion;
    }
    yield lengthOf(0);
  }
  yield lengthOf(0);
}

/** Body by body: the next entry comes when the body of the one before was read, or is read over. */
export async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const reader = readerOf(source);
  for (;;) {
    const length = (await reader.take(4)).readUInt32BE();
    if (length === 0) return reader.end();
    if (length > nameLimit) throw broken('a name is too long');
    const name = (await reader.take(length)).toString();
    const body = bodyOf(reader);
    yield { name, body };
    for await (const _ of body);
  }
}

async function* bodyOf(reader: Reader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const length = (await reader.take(4)).readUInt32BE();
    if (length === 0) return;
    if (length > portionLimit) throw broken('a portion is too long');
    yield* reader.pass(length);
  }
}

const broken = (how: string): BackupRefused => new BackupRefused('damaged', `The backup is damaged: ${how}`);

type Reader = ReturnType<typeof readerOf>;
function readerOf(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<Buffer> => {
    const next = await iterator.next();
    if (next.done) throw broken('it ends too early');
    return Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
  };
  return {
    async take(bytes: number): Promise<Buffer> {
      while (held.length < bytes) held = Buffer.concat([held, await more()]);
      const taken = held.subarray(0, bytes);
      held = held.subarray(bytes);
      return taken;
    },
    async *pass(bytes: number): AsyncGenerator<Uint8Array> {
      for (let left = bytes; left > 0; ) {
        if (held.length === 0) held = await more();
        const portion = held.subarray(0, left);
        held = held.subarray(portion.length);
        left -= portion.length;
        if (portion.length > 0) yield portion;
      }
    },
    /** The end is the end only when the source, which checks itself, says so too. */
    async end(): Promise<void> {
      if (held.length > 0 || !(await iterator.next()).done) throw broken('something follows its end');
    },
  };
}
