import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sealedOverhead, type Subject, type Vault } from '../crypto/vault.ts';
import { keyedHash } from '../hash.ts';
import { type FilesCare, careOfFiles } from './care.ts';
import { writeDurably } from './durable.ts';
import { nameOf, patientOf } from './names.ts';

type Store = { folder: string; secret: string; vault: Vault };
/** Where an owner's bytes are: the same bytes of another owner are elsewhere. */
type Kept = { address: string; bytes: number };
/** The id of an organisation, or the patient whose erasure must reach the file: `patient:<id>`; ids are UUIDs. */
export type FileOwner = string;

export type Files = {
  /**
   * Keeps bytes durably, sealed with the owner's key, and does nothing when this owner has kept the same before.
   * @throws KeyDestroyed when the owner was erased
   */
  keep(owner: FileOwner, content: Uint8Array): Promise<Kept>;
  /** @throws Error ENOENT when this owner never kept them; KeyDestroyed when the owner was erased */
  read(owner: FileOwner, address: string): Promise<Buffer>;
  /** Deletes what this owner kept; nothing happens where nothing is kept. */
  remove(owner: FileOwner, address: string): Promise<void>;
  care: FilesCare;
};

export type Place = { subject: Subject; sealed: string; plain: string | undefined; about: string };

/** Where bytes lie; files of before were not sealed. */
function placeOf(folder: string, owner: FileOwner, address: string): Place {
  const shelf = path.join(folder, address.slice(0, 2));
  const patient = patientOf(owner);
  const sealed = path.join(shelf, nameOf(address, patient));
  const about = `file ${address}`;
  if (patient !== undefined) return { subject: `patient:${patient}`, sealed, plain: undefined, about };
  return { subject: `organisation:${owner}`, sealed, plain: path.join(shelf, address), about };
}

/**
 * Files in a local folder, sealed, and addressed by a hash of their content that is keyed with their owner: without the
 * secret nobody can tell from an address, or from how an upload goes, that another owner holds the same file.
 */
export function openFiles({ folder, secret, vault }: Store): Files {
  const addressOf = (owner: FileOwner, content: Uint8Array): string =>
    keyedHash(keyedHash(secret, `files of ${owner}`), content);
  const placeIn = (owner: FileOwner, address: string) => placeOf(folder, owner, address);
  return {
    async keep(owner, content) {
      const address = addressOf(owner, content);
      const place = placeIn(owner, address);
      const isKept = (await sizeOf(place.sealed)) === content.byteLength + sealedOverhead;
      if (!isKept) await writeDurably(place.sealed, vault.seal(place.subject, content, place.about));
      if (place.plain) await rm(place.plain, { force: true });
      return { address, bytes: content.byteLength };
    },
    async read(owner, address) {
      const { subject, sealed, plain, about } = placeIn(owner, address);
      const bytes = await readFile(sealed).catch((error: NodeJS.ErrnoException) => {
        if (plain && error.code === 'ENOENT') return null;
        throw error;
      });
      if (bytes) return vault.open(subject, bytes, about);
      if (!plain) throw new Error('a sealed file has no plain one');
      // It may have been sealed at this very moment.
      return readFile(plain).catch(async () => vault.open(subject, await readFile(sealed), about));
    },
    async remove(owner, address) {
      const { sealed, plain } = placeIn(owner, address);
      await rm(sealed, { force: true });
      if (plain) await rm(plain, { force: true });
    },
    care: careOfFiles({ folder, vault, placeOf: placeIn, addressOf }),
  };
}

const sizeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
