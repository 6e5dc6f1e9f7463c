import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import * as z from 'zod/mini';
import { limits, type Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';

/** What two devices of a mission say to each other once each knows the other. */

export type Message =
  /** What is on my disk: acknowledges all of it, and asks for the rest. */
  | { kind: 'have'; have: Have; photos: readonly string[] }
  | { kind: 'segments'; segments: readonly Segment[] }
  /** A piece of a photo that the other has not got. */
  | {
      kind: 'photo';
      id: string;
      visit: string;
      sha256: string;
      mediaType: string;
      bytes: number;
      at: number;
      piece: string;
    };

const Place = z.int().check(z.minimum(0), z.maximum(2_147_483_647));
const Id = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const Text = (most: number) => z.string().check(z.maxLength(most));
const Have = z.record(Id, Place);
const Piece = z.object({ sequence: Place });
const SegmentSchema = z.strictObject({
  device: Id,
  previous: Text(43),
  signature: Text(86),
  operations: z.array(z.looseObject(Piece.shape)).check(z.minLength(1), z.maxLength(limits.answered)),
});
const MessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('have'), have: Have, photos: z.array(Id).check(z.maxLength(20_000)) }),
  z.strictObject({ kind: z.literal('segments'), segments: z.array(SegmentSchema).check(z.maxLength(limits.answered)) }),
  z.strictObject({
    kind: z.literal('photo'),
    id: Id,
    visit: Id,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    mediaType: Text(100),
    bytes: z.int().check(z.minimum(1), z.maximum(limits.photoBytes)),
    at: Place,
    piece: Text(limits.pieceBytes * 2),
  }),
]);

export const packed = (message: Message): Uint8Array<ArrayBuffer> =>
  deflateSync(strToU8(JSON.stringify(message)), { level: 6 });

/** Inflated piece by piece, so that few bytes cannot become more than a device holds. */
function inflated(bytes: Uint8Array, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((part) => {
    size += part.length;
    if (size > most) throw new DayFault('bad_message');
    parts.push(part);
  });
  for (let at = 0; at < bytes.length; at += 4096)
    inflate.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @throws DayFault `bad_message` */
export function unpacked(bytes: Uint8Array): Message {
  try {
    return MessageSchema.parse(JSON.parse(strFromU8(inflated(bytes, limits.bytes)))) as Message;
  } catch (cause) {
    throw new DayFault('bad_message', { cause });
  }
}
