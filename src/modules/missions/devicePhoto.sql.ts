import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { DeviceContext } from './deviceEntry.server.ts';

export type PhotoRow = {
  id: string;
  visit_id: string;
  sha256: string;
  bytes: number;
  media_type: string;
  received: number;
  address: string | null;
};
export type PhotoSaid = { id: string; visit: string; sha256: string; bytes: number; mediaType: string };

/** Begins a photo. @returns false where somebody has begun it */
export async function beginPhoto(
  { tx, mission, organisation, device, now }: DeviceContext,
  { id, visit, sha256, bytes, mediaType }: PhotoSaid,
): Promise<boolean> {
  const { numAffectedRows = 0n } =
    await sql`insert into mission_photo (id, mission_id, owner_organisation, visit_id, sha256, bytes, media_type, from_device, begun_at)
    values (${id}, ${mission}, ${organisation}, ${visit}, ${sha256}, ${bytes}, ${mediaType}, ${device}, ${now})
    on conflict do nothing`.execute(tx);
  return numAffectedRows > 0n;
}

/** How many bytes the photos have that a device has begun since it was revoked. */
export async function begunSinceRevoked({ tx, device }: DeviceContext): Promise<number> {
  const { rows } = await sql<{ bytes: bigint }>`
    select coalesce(sum(p.bytes), 0)::bigint as bytes from mission_photo p join mission_device d on d.id = p.from_device
    where d.id = ${device} and p.begun_at >= d.revoked_at`.execute(tx);
  return Number(rows[0]?.bytes ?? 0);
}

const columns = sql`id, visit_id, sha256, bytes, media_type, received, address`;

export async function lockPhoto(tx: Tx, id: string): Promise<PhotoRow | undefined> {
  const { rows } = await sql<PhotoRow>`select ${columns} from mission_photo where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function photoOf(tx: Tx, id: string): Promise<PhotoRow | undefined> {
  const { rows } = await sql<PhotoRow>`select ${columns} from mission_photo where id = ${id}`.execute(tx);
  return rows[0];
}

type Piece = { photo: string; place: number; bytes: number; content: Buffer };

export async function keepPiece(tx: Tx, { photo, place, bytes, content }: Piece): Promise<void> {
  await sql`insert into mission_photo_piece (photo_id, place, bytes, content) values (${photo}, ${place}, ${bytes}, ${content})`.execute(
    tx,
  );
  await sql`update mission_photo set received = ${place + bytes} where id = ${photo}`.execute(tx);
}

export async function piecesOf(tx: Tx, photo: string): Promise<Buffer[]> {
  const { rows } = await sql<{ content: Buffer }>`
    select content from mission_photo_piece where photo_id = ${photo} order by place`.execute(tx);
  return rows.map(({ content }) => content);
}

export async function dropPieces(tx: Tx, photo: string): Promise<void> {
  await sql`delete from mission_photo_piece where photo_id = ${photo}`.execute(tx);
}

/** It is whole and lies there. */
export async function photoIsWhole(tx: Tx, photo: string, { address, now }: { address: string; now: Date }) {
  await sql`update mission_photo set address = ${address}, kept_at = ${now} where id = ${photo}`.execute(tx);
  await dropPieces(tx, photo);
}

/** What came was another file: it begins again. */
export async function photoBeginsAgain(tx: Tx, photo: string): Promise<void> {
  await sql`update mission_photo set received = 0 where id = ${photo}`.execute(tx);
  await dropPieces(tx, photo);
}
