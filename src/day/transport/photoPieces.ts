import { toBytes, toText } from '../../modules/missions/day/chain.ts';
import { type DayPhotos, sha256Of } from '../store/photos.ts';
import type { Message } from './message.ts';

type PhotoMessage = Extract<Message, { kind: 'photo' }>;
/** A multiple of three, so that each piece is a whole text of base64. */
const pieceBytes = 196_608;

/** The photos that are here and not in `known`, piece by piece. */
export async function* photoPieces(photos: DayPhotos, known: ReadonlySet<string>): AsyncGenerator<PhotoMessage> {
  for (const id of await photos.ids()) {
    const photo = known.has(id) ? null : await photos.get(id);
    if (!photo) continue;
    const { bytes, visit, mediaType, sha256 } = photo;
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = asText(bytes.subarray(at, at + pieceBytes));
      yield { kind: 'photo', id, visit, mediaType, sha256, bytes: bytes.length, at, piece };
    }
  }
}

/** Piece by piece: a call with hundreds of thousands of arguments is more than a browser takes. */
export function asText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 30_000) text += toText(bytes.subarray(at, at + 30_000));
  return text;
}

type Growing = { bytes: Uint8Array<ArrayBuffer>; filled: number };

/** Puts photos together as they come; each is stored when it is whole and is what its hash says. True when one was. */
export function photoTaker(photos: DayPhotos): (message: PhotoMessage) => Promise<boolean> {
  let growing: (Growing & { id: string }) | null = null;
  return async ({ id, visit, mediaType, sha256, bytes, at, piece }) => {
    if (at === 0) growing = { id, bytes: new Uint8Array(bytes), filled: 0 };
    const part = toBytes(piece);
    const isNext = growing?.id === id && growing.filled === at && at + part.length <= growing.bytes.length;
    if (!growing || !isNext) return false;
    growing.bytes.set(part, at);
    growing.filled += part.length;
    if (growing.filled < growing.bytes.length) return false;
    const whole = growing.bytes;
    growing = null;
    if ((await sha256Of(whole)) !== sha256) return false;
    await photos.put({ id, visit, mediaType, bytes: whole });
    return true;
  };
}
