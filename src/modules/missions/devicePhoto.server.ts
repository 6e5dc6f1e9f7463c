import type { Subject } from '../../platform/crypto/vault.ts';
import { sha256 } from '../../platform/hash.ts';
import { problem } from '../../platform/problem.ts';
import { mostPhotosOfRevoked } from './device.ts';
import type { DeviceContext } from './deviceEntry.server.ts';
import { noteDevice, noteDeviceAccess } from './deviceEntry.sql.ts';
import {
  beginPhoto,
  begunSinceRevoked,
  keepPiece,
  lockPhoto,
  photoBeginsAgain,
  photoIsWhole,
  photoOf,
  type PhotoRow,
  type PhotoSaid,
  piecesOf,
} from './devicePhoto.sql.ts';

/** Photos of papers come in pieces; a piece that is answered for is on the disk, and the whole is what its hash says. */
export type PhotoState = { received: number; isWhole: boolean };
type Refused = { refused: 'photo-other' | 'photo-place' | 'photo-damaged' };

const place = 'mission_photo_piece.content';
const subjectOf = ({ visit_id }: Pick<PhotoRow, 'visit_id'>): Subject & `patient:${string}` => `patient:${visit_id}`;
const stateOf = ({ received, address }: PhotoRow): PhotoState => ({ received, isWhole: address !== null });

const isSame = (row: PhotoRow, said: PhotoSaid): boolean =>
  row.visit_id === said.visit &&
  row.sha256 === said.sha256 &&
  row.bytes === said.bytes &&
  row.media_type === said.mediaType;

/**
 * How much of a photo is here; it begins where nobody has begun it.
 *
 * @throws too-large where a revoked device has begun more than a day has
 */
export async function openPhoto(context: DeviceContext, said: PhotoSaid): Promise<PhotoState | Refused> {
  if (await beginPhoto(context, said)) await noteDevice(context, 'photoBegun', []);
  if (context.isRevoked && (await begunSinceRevoked(context)) > mostPhotosOfRevoked) throw problem('too-large');
  const row = await photoOf(context.tx, said.id);
  return row && isSame(row, said) ? stateOf(row) : { refused: 'photo-other' };
}

/** Takes the piece that begins at this place; undefined where no such photo was begun. */
export async function takePiece(
  context: DeviceContext,
  { id, at, content }: { id: string; at: number; content: Buffer },
): Promise<PhotoState | Refused | undefined> {
  const { tx, vault } = context;
  const row = await lockPhoto(tx, id);
  if (!row) return undefined;
  // What was answered for and came again.
  if (row.address !== null || at + content.length <= row.received) return stateOf(row);
  if (at !== row.received || at + content.length > row.bytes) return { refused: 'photo-place' };
  // Somebody who was erased: it is taken, and not kept.
  if (vault.isDestroyed(subjectOf(row))) return { received: row.bytes, isWhole: true };
  const sealed = vault.seal(subjectOf(row), content, place);
  await keepPiece(tx, { photo: id, place: at, bytes: content.length, content: sealed });
  const received = at + content.length;
  return received < row.bytes ? { received, isWhole: false } : putTogether(context, row);
}

async function putTogether(context: DeviceContext, row: PhotoRow): Promise<PhotoState | Refused> {
  const { tx, vault, files, now } = context;
  const pieces = (await piecesOf(tx, row.id)).map((piece) => vault.open(subjectOf(row), piece, place));
  const whole = Buffer.concat(pieces);
  if (sha256(whole) !== row.sha256) {
    await photoBeginsAgain(tx, row.id);
    return { refused: 'photo-damaged' };
  }
  const { address } = await files.keep(subjectOf(row), whole);
  await photoIsWhole(tx, row.id, { address, now });
  await noteDevice(context, 'photoKept', ['photo']);
  return { received: row.bytes, isWhole: true };
}

/** A whole photo, for a device of the mission; on record as a reading of that visit. */
export async function readPhoto(context: DeviceContext, id: string) {
  const { tx, files, isRevoked, vault } = context;
  const row = isRevoked ? undefined : await photoOf(tx, id);
  if (!row?.address || vault.isDestroyed(subjectOf(row))) return undefined;
  await noteDeviceAccess(context, 'missions.photo', { subject: 'visit', id: row.visit_id });
  return { mediaType: row.media_type, content: await files.read(subjectOf(row), row.address) };
}
