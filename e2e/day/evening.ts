import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { decryptedFile } from '../../src/day/store/exported.ts';
import { join } from '../../src/day/transport/join.ts';
import { asDevice } from '../../src/day/transport/server.ts';
import { newDeviceKeys } from '../../src/modules/missions/day/chain.ts';
import { type Day, fold, personIn, visitAt, visitsIn, whenIn } from '../../src/modules/missions/day/day.ts';
import { isSigned, nextStepOf } from '../../src/modules/missions/day/encounter.ts';
import { type Carried, isErased, type Segment, spelled } from '../../src/modules/missions/day/exchange.ts';
import type { Have } from '../../src/modules/missions/day/operation.ts';
import { isReadable } from '../../src/modules/missions/day/readable.ts';
import { reconcileList } from '../../src/modules/missions/day/reconcile.ts';

/** What somebody holds of a day: by the file that a device gives out, or by what the server answers a device. */
export type Held = { operations: ReadonlyMap<string, string>; day: Day; photos: ReadonlySet<string> };

const carriedIn = (segments: readonly Segment[]): Carried[] =>
  segments.flatMap(({ operations }) => operations.filter((one): one is Carried => !isErased(one)));

const byFirst = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : 1;

/** Every operation to the letter, and what all of them come to. */
function heldOf(segments: readonly Segment[], photos: Iterable<string>): Held {
  const all = carriedIn(segments);
  const written = all.map((one) => [one.id, spelled(one)] as const);
  return { operations: new Map(written.toSorted(byFirst)), day: fold(all.filter(isReadable)), photos: new Set(photos) };
}

const passphrase = 'ешкім білмейтін ұзақ сөйлем';

/** The device gives the day out in its encrypted file, as somebody asks on its screen. */
export async function exportedFrom(page: Page): Promise<Held> {
  await page.evaluate(() => (location.hash = '#/devices'));
  await page.getByLabel('Passphrase of the file').fill(passphrase);
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const file = await readFile(await (await downloaded).path());
  const { segments, photos } = await decryptedFile(file, passphrase);
  return heldOf(
    segments,
    photos.map(({ id }) => id),
  );
}

/** A device at the host's office, which has joined and only listens. */
export type Listener = { held: () => Promise<Held>; hasPhoto: (id: string) => Promise<boolean> };

export async function listenAt(behind: string, address: string): Promise<Listener> {
  const asked = (path: string, init: RequestInit) => fetch(behind + path, init);
  const { publicKey } = await newDeviceKeys();
  const { token } = (await join(asked, new URL(address).hash.replace('#join=', ''), publicKey)).joined;
  const server = asDevice(asked, token);
  const held = async () => {
    const segments: Segment[] = [];
    for (let have: Have = {}, isMore = true; isMore; ) {
      const answer = await server.exchange({ have, segments: [] });
      segments.push(...answer.segments);
      for (const { device, operations } of answer.segments)
        have = { ...have, [device]: Math.max(have[device] ?? 0, operations.at(-1)?.sequence ?? 0) };
      isMore = answer.isMore;
    }
    return heldOf(segments, []);
  };
  const hasPhoto = async (id: string) =>
    (await asked(`/day/sync/photos/${id}`, { headers: { authorization: `Bearer ${token}` } })).ok;
  return { held, hasPhoto };
}

/** The whole day in words that can be compared and read: who came, where they waited, what was found, how it ended. */
export const tellingOf = (day: Day) =>
  visitsIn(day).map((visit) => ({
    id: visit.id,
    person: personIn(day, visit.id),
    ticket: visit.ticket,
    day: visit.day,
    fields: Object.fromEntries(
      Object.entries(visit.fields).map(([field, { said }]) => [field, said.map(({ body }) => body.value)]),
    ),
    end: visit.end?.body.how ?? null,
    turns: visit.turns.map(({ specialty, state, room }) => ({ specialty, state, room })),
    encounters: visit.encounters.map((encounter) => ({
      id: encounter.id,
      specialty: encounter.specialty,
      notes: encounter.notes.map(({ part, value, from }) => ({ part, value, by: from.by, at: whenIn(day, from) })),
      photos: encounter.photos.map(({ body }) => body.photo),
      signatures: encounter.signatures.map(({ body }) => body.clinician),
      nextStep: nextStepOf(encounter),
      isSigned: isSigned(encounter),
    })),
  }));

const ticketIn = (day: Day, id: string): string => visitAt(day, id)?.ticket ?? id;

/** How many people, and what was done with them. */
export function countsIn(day: Day) {
  const visits = visitsIn(day).filter(({ registered }) => registered.length > 0);
  const signed = visits.flatMap(({ encounters }) => encounters.filter(isSigned));
  const tally = (words: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const));
  return {
    visits: visits.length,
    people: new Set(visits.map(({ id }) => personIn(day, id))).size,
    signed: signed.length,
    bySpecialty: tally(signed.map(({ specialty }) => specialty)),
    byNextStep: tally(signed.map((encounter) => nextStepOf(encounter) ?? 'none')),
    operated: signed.filter(({ notes }) => notes.some(({ part, value }) => part === 'operation' && value !== ''))
      .length,
    days: [...new Set(visits.map(({ day: of }) => of))],
    toReconcile: reconcileList(day).map(({ kind, sides }) => [kind, ...sides.map(({ visit }) => ticketIn(day, visit))]),
  };
}

/** Every moment of the day, by the clocks of the devices put right. */
export const momentsIn = (day: Day): number[] =>
  visitsIn(day).flatMap(({ operations }) => operations.map((one) => whenIn(day, one)));

export const photosIn = (day: Day): string[] =>
  visitsIn(day).flatMap(({ encounters }) => encounters.flatMap(({ photos }) => photos.map(({ body }) => body.photo)));

/** How many operations devices wrote; the server's own word on who joined is not among them. */
export const writtenByDevices = ({ operations }: Held): number =>
  [...operations.values()].filter((one) => !one.includes('"kind":"device.')).length;
