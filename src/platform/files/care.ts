import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Vault } from '../crypto/vault.ts';
import { draftEnding, writeDurably } from './durable.ts';
import type { FileOwner, Place } from './files.ts';
import { readName } from './names.ts';

/** Which organisation keeps the file of each address; those it does not know are left out. */
export type OwnersOf = (addresses: readonly string[]) => Promise<ReadonlyMap<string, FileOwner>>;
export type FileCounts = { sealed: number; plain: number; ofPatients: number };

/** What is done with the files as a whole. Each step may be killed and done again, while others read and write. */
export type FilesCare = {
  /** Seals files of before, which lie as they are, and seals anew what an older key of its owner sealed. */
  sealAll(ownersOf: OwnersOf): Promise<{ sealed: number; unknown: number }>;
  /** Deletes the files of patients who were erased, and what a killed process left half written before that moment. */
  sweep(before: Date): Promise<{ erased: number; drafts: number }>;
  count(): Promise<FileCounts>;
};

type Setup = {
  folder: string;
  vault: Vault;
  placeOf: (owner: FileOwner, address: string) => Place;
  addressOf: (owner: FileOwner, content: Uint8Array) => string;
};
const atOnce = 500;

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

/** The folders of files, each with the names in it. */
async function* shelves(folder: string): AsyncGenerator<{ shelf: string; names: string[] }> {
  for (const name of (await namesIn(folder)).sort())
    if (/^[0-9a-f]{2}$/.test(name))
      yield { shelf: path.join(folder, name), names: await namesIn(path.join(folder, name)) };
}

const inPieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_empty, index) =>
    all.slice(index * atOnce, (index + 1) * atOnce),
  );

export const careOfFiles = (setup: Setup): FilesCare => ({
  async sealAll(ownersOf) {
    const done = { sealed: 0, unknown: 0 };
    for await (const { names } of shelves(setup.folder))
      for (const piece of inPieces(filesIn(names))) {
        const owners = await ownersOf(piece.filter(({ patient }) => patient === null).map(({ address }) => address));
        for (const { address, patient } of piece) {
          const owner = patient === null ? owners.get(address) : `patient:${patient}`;
          if (owner === undefined) done.unknown++;
          else if (await sealAnew(setup, owner, address)) done.sealed++;
        }
      }
    return done;
  },
  async sweep(before) {
    const done = { erased: 0, drafts: 0 };
    for await (const { shelf, names } of shelves(setup.folder)) {
      done.drafts += await sweepDrafts(shelf, names, before);
      for (const name of names) {
        const patient = readName(name)?.patient;
        if (!patient || !setup.vault.isDestroyed(`patient:${patient}`)) continue;
        await rm(path.join(shelf, name), { force: true });
        done.erased++;
      }
    }
    return done;
  },
  async count() {
    const counts = { sealed: 0, plain: 0, ofPatients: 0 };
    for await (const { names } of shelves(setup.folder))
      for (const { isSealed, patient } of names.flatMap((name) => readName(name) ?? [])) {
        counts[isSealed ? 'sealed' : 'plain']++;
        if (patient !== null) counts.ofPatients++;
      }
    return counts;
  },
});

type Named = { address: string; patient: string | null };
/** Each file once, though it may lie there both sealed and not. */
const filesIn = (names: readonly string[]): Named[] => [
  ...new Map(
    names
      .flatMap((name) => readName(name) ?? [])
      .map(({ address, patient }) => [`${address} ${patient}`, { address, patient }]),
  ).values(),
];

/** Returns whether there was anything to do. */
async function sealAnew({ vault, placeOf, addressOf }: Setup, owner: FileOwner, at: string): Promise<boolean> {
  const { subject, sealed, plain, about } = placeOf(owner, at);
  const unsealed = plain === undefined ? null : await readFile(plain).catch(() => null);
  if (unsealed && plain !== undefined) {
    if (addressOf(owner, unsealed) !== at) throw new Error(`the file ${at} is not what it was`);
    await writeDurably(sealed, vault.seal(subject, unsealed, about));
    await rm(plain, { force: true });
    return true;
  }
  if (vault.isDestroyed(subject) || vault.isCurrent(subject, await headOf(sealed))) return false;
  await writeDurably(sealed, vault.seal(subject, vault.open(subject, await readFile(sealed), about), about));
  return true;
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}

async function sweepDrafts(shelf: string, names: readonly string[], before: Date): Promise<number> {
  let swept = 0;
  for (const name of names.filter((candidate) => candidate.endsWith(draftEnding))) {
    const file = path.join(shelf, name);
    const found = await stat(file).catch(() => null);
    if (!found || found.mtime >= before) continue;
    await rm(file, { force: true });
    swept++;
  }
  return swept;
}
