import { toBytes } from '../../modules/missions/day/chain.ts';
import { limits, type Member, type Refusal, type Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';
import { asText } from '../transport/photoPieces.ts';
import { asidesIn } from './asides.ts';
import type { DayDatabase } from './dayDatabase.ts';
import { decryptedFile, encryptedFile } from './exported.ts';
import type { Opened } from './opened.ts';
import type { DayPhotos } from './photos.ts';
import { joined } from './segments.ts';

/** The day taken out of a device and into another, by hand. */

type Source = { opened: Opened; now: number };
/** What is in the file: it is safe there once somebody keeps it. */
type Filed = { file: Uint8Array<ArrayBuffer>; have: Have; photos: string[]; asides: number[] };

/**
 * Everything that is on this device, in one encrypted file. Runs that contradict what is here are in it: whoever takes it in keeps them
 * aside, too.
 *
 * @throws DayFault `weak_pin`
 */
export async function dayFile(db: DayDatabase, { opened, now }: Source, passphrase: string): Promise<Filed> {
  const { log, photos, identity, members, dataKey } = opened;
  const { have } = log;
  const asides = await asidesIn(db, dataKey);
  const carried = [];
  for (const id of await photos.ids()) {
    const photo = await photos.get(id);
    if (photo) carried.push({ id, visit: photo.visit, mediaType: photo.mediaType, bytes: asText(photo.bytes) });
  }
  const { mission, device } = identity;
  const day = {
    mission,
    device,
    exportedAt: now,
    members,
    segments: [...log.lines.values()].flatMap((line) => joined(line)),
    asides: asides.map(({ segment }) => segment),
    photos: carried,
  };
  const file = await encryptedFile(day, passphrase);
  return { file, have, photos: carried.map(({ id }) => id), asides: asides.map(({ n }) => n) };
}

type Target = {
  mission: string;
  members: readonly Member[];
  photos: DayPhotos;
  receive: (segments: readonly Segment[]) => Promise<Refusal[]>;
};
export type Imported = { from: string; exportedAt: number; refused: Refusal[] };

/** In parts that a device takes in at once, the server's first: it says which devices there are. */
function* inParts(segments: readonly Segment[], isServer: (device: string) => boolean): Generator<Segment[]> {
  const [ofServer, others] = [
    segments.filter(({ device }) => isServer(device)),
    segments.filter(({ device }) => !isServer(device)),
  ];
  for (const some of [ofServer, others]) for (let at = 0; at < some.length; at += 50) yield some.slice(at, at + 50);
}

/**
 * Takes a day's file in. Twice adds nothing. What is in it counts only where the signature of its device is right: the file's own
 * word on which devices there are counts for nothing.
 *
 * @throws DayFault `not_an_export`, `newer_export`, `wrong_passphrase`, `damaged`, `other_mission`, `full`
 */
export async function takeFile(
  { mission, members, photos, receive }: Target,
  file: Uint8Array,
  passphrase: string,
): Promise<Imported> {
  const day = await decryptedFile(file, passphrase);
  if (day.mission !== mission) throw new DayFault('other_mission');
  const refused: Refusal[] = [];
  const isServer = (device: string) => members.some((member) => member.id === device && member.isServer);
  for (const part of inParts([...day.segments, ...(day.asides ?? [])], isServer))
    refused.push(...(await receive(part)));
  for (const { id, visit, mediaType, bytes } of day.photos) {
    const photo = toBytes(bytes);
    if (photo.length <= limits.photoBytes) await photos.put({ id, visit, mediaType, bytes: photo });
  }
  return { from: day.device, exportedAt: day.exportedAt, refused };
}
