import * as z from 'zod/mini';
import { type Heads, limits, type Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { pack, unpack } from '../../modules/missions/day/wire.ts';
import { DayFault } from '../fault.ts';

/** What two devices of a mission say to each other once each knows the other. */

export type Message =
  /** What is on my disk: acknowledges all of it, and asks for the rest. */
  | {
      kind: 'have';
      have: Have;
      /** Where the histories of these devices stand after as much of them. */
      heads: Heads;
      photos: readonly string[];
      /** What was sent before and could not be stored, because this device was locked, may be sent again. */
      isAnew?: boolean;
      /** Said because segments came: what of them is not in it was not taken. */
      isAnswer?: boolean;
    }
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
  z.object({
    kind: z.literal('have'),
    have: Have,
    heads: z.record(Id, Text(43)),
    photos: z.array(Id).check(z.maxLength(20_000)),
    isAnew: z.optional(z.boolean()),
    isAnswer: z.optional(z.boolean()),
  }),
  z.object({ kind: z.literal('segments'), segments: z.array(SegmentSchema).check(z.maxLength(limits.answered)) }),
  z.object({
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

export const packed = (message: Message): Uint8Array<ArrayBuffer> => pack(message);

/** @throws DayFault `bad_message` */
export function unpacked(bytes: Uint8Array): Message {
  const got = unpack(bytes, limits.bytes);
  if ('refused' in got) throw new DayFault('bad_message', { cause: got.refused });
  const parsed = MessageSchema.safeParse(got.message);
  if (!parsed.success) throw new DayFault('bad_message', { cause: parsed.error });
  return parsed.data as Message;
}
