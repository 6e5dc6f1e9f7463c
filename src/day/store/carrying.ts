import { missingSegments } from './segments.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { limits, type Member, type Refusal, type Segment } from '../../modules/missions/day/exchange.ts';
import { DayFault } from '../fault.ts';
import { asText } from '../transport/photoPieces.ts';
import { decryptedFile, encryptedFile } from './exported.ts';
import { toBytes } from '../../modules/missions/day/chain.ts';
import type { DayPhotos } from './photos.ts';

/** The day taken out of a device and into another, by hand. */

type Source = {
  mission: string;
  device: string;
  members: readonly Member[];
  lines: ReadonlyMap<string, readonly Segment[]>;
  photos: DayPhotos;
  now: number;
};

/** Everything that is on this device, in one encrypted file. @throws DayFault `weak_pin` */
export async function dayFile(
  { mission, device, members, lines, photos, now }: Source,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const carried = [];
  for (const id of await photos.ids()) {
    const photo = await photos.get(id);
    if (photo) carried.push({ id, visit: photo.visit, mediaType: photo.mediaType, bytes: asText(photo.bytes) });
  }
  const segments = missingSegments({}, lines).flat();
  return encryptedFile({ mission, device, exportedAt: now, members, segments, photos: carried }, passphrase);
}

type Target = {
  mission: string;
  photos: DayPhotos;
  receive: (segments: readonly Segment[]) => Promise<Refusal[]>;
};
export type Imported = { from: string; exportedAt: number; refused: Refusal[] };

const inMessages = (segments: readonly Segment[]): Segment[][] => {
  const lines = Map.groupBy(segments, ({ device }) => device);
  return missingSegments({} satisfies Have, lines);
};

/**
 * Takes a day's file in. Twice adds nothing. What is in it counts only where the signature of its device is right: the file's own
 * word on which devices there are counts for nothing.
 *
 * @throws DayFault `not_an_export`, `newer_export`, `wrong_passphrase`, `other_mission`, `full`
 */
export async function takeFile(
  { mission, photos, receive }: Target,
  file: Uint8Array,
  passphrase: string,
): Promise<Imported> {
  const day = await decryptedFile(file, passphrase);
  if (day.mission !== mission) throw new DayFault('other_mission');
  const refused: Refusal[] = [];
  for (const segments of inMessages(day.segments)) refused.push(...(await receive(segments)));
  for (const { id, visit, mediaType, bytes } of day.photos) {
    const photo = toBytes(bytes);
    if (photo.length <= limits.photoBytes) await photos.put({ id, visit, mediaType, bytes: photo });
  }
  return { from: day.device, exportedAt: day.exportedAt, refused };
}
