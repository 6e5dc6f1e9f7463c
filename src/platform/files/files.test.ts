import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KeyDestroyed, openVault, sealedOverhead } from '../crypto/vault.ts';
import { keyedHash } from '../hash.ts';
import { openFiles } from './files.ts';

const root = mkdtempSync(path.join(tmpdir(), 'yntymaq-files-'));
afterAll(() => rmSync(root, { recursive: true }));

function start() {
  const place = path.join(root, randomUUID());
  const vault = openVault(path.join(place, 'vault'), [{ id: 'a', key: Buffer.alloc(32, 1) }]);
  const folder = path.join(place, 'files');
  return { vault, folder, files: openFiles({ folder, secret: 'secret', vault }) };
}
const allIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
const [ours, theirs] = [randomUUID(), randomUUID()];
const words = Buffer.from('Диагноз: лейкоз');
/** A file as it lay before files were sealed. */
function lay(folder: string, owner: string, content: Buffer): string {
  const address = keyedHash(keyedHash('secret', `files of ${owner}`), content);
  mkdirSync(path.join(folder, address.slice(0, 2)), { recursive: true });
  writeFileSync(path.join(folder, address.slice(0, 2), address), content);
  return address;
}

test('a file is read by its owner as it was kept, and lies sealed on the disk', async () => {
  const { files, folder } = start();
  const { address, bytes } = await files.keep(ours, words);
  expect(bytes).toBe(words.length);
  expect((await files.read(ours, address)).equals(words)).toBe(true);
  const [lies, ...others] = allIn(folder).map((file) => readFileSync(file));
  expect(others).toEqual([]);
  expect(lies?.length).toBe(words.length + sealedOverhead);
  expect(lies?.includes('лейкоз')).toBe(false);
});

test('the same bytes are kept once by one owner and elsewhere by another, and neither reads with the other’s address', async () => {
  const { files, folder } = start();
  const [one, again, other] = [
    await files.keep(ours, words),
    await files.keep(ours, words),
    await files.keep(theirs, words),
  ];
  expect(again).toEqual(one);
  expect(other.address).not.toBe(one.address);
  expect(allIn(folder)).toHaveLength(2);
  await expect(files.read(theirs, one.address)).rejects.toThrow('unable to authenticate');
  await expect(files.read(ours, '0'.repeat(64))).rejects.toThrow('ENOENT');
});

test('a file that was changed on the disk, or put in the place of another, is refused', async () => {
  const { files, folder } = start();
  const [one, two] = [await files.keep(ours, words), await files.keep(ours, Buffer.from('2'))];
  const place = (address: string) => path.join(folder, address.slice(0, 2), `${address}01`);
  const sealed = readFileSync(place(one.address));
  writeFileSync(place(two.address), sealed);
  await expect(files.read(ours, two.address)).rejects.toThrow('unable to authenticate');
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  writeFileSync(place(one.address), sealed);
  await expect(files.read(ours, one.address)).rejects.toThrow('unable to authenticate');
});

test('a place outside the folder is no place', async () => {
  const { files } = start();
  await expect(files.read('patient:../../etc', '0'.repeat(64))).rejects.toThrow('no such owner');
  await expect(files.read(ours, '../../../etc/passwd')).rejects.toThrow('no such place');
});

test('an erased patient’s files cannot be read from any copy, take no more, and are deleted', async () => {
  const { files, folder, vault } = start();
  const patient = `patient:${randomUUID()}` as const;
  const { address } = await files.keep(patient, words);
  await files.keep(`patient:${randomUUID()}`, words);
  expect(await files.care.count()).toEqual({ sealed: 2, plain: 0, ofPatients: 2 });
  expect((await files.read(patient, address)).equals(words)).toBe(true);
  vault.destroy(patient);
  await expect(files.read(patient, address)).rejects.toThrow(KeyDestroyed);
  await expect(files.keep(patient, Buffer.from('more'))).rejects.toThrow(KeyDestroyed);
  expect(allIn(folder)).toHaveLength(2);
  expect(await files.care.sweep(new Date())).toEqual({ erased: 1, drafts: 0 });
  expect(allIn(folder)).toHaveLength(1);
});

test('a removed file is gone, and removing it twice is no error', async () => {
  const { files } = start();
  const { address } = await files.keep(ours, words);
  await files.remove(ours, address);
  await files.remove(ours, address);
  await expect(files.read(ours, address)).rejects.toThrow('ENOENT');
});

test('a file of before is read as it lies, and sealed by the first who tends the files', async () => {
  const { files, folder } = start();
  const address = lay(folder, ours, words);
  expect((await files.read(ours, address)).equals(words)).toBe(true);
  expect(await files.care.count()).toEqual({ sealed: 0, plain: 1, ofPatients: 0 });
  const ownersOf = () => Promise.resolve(new Map([[address, ours]]));
  expect(await files.care.sealAll(ownersOf)).toEqual({ sealed: 1, unknown: 0 });
  expect(await files.care.sealAll(ownersOf)).toEqual({ sealed: 0, unknown: 0 });
  expect(await files.care.count()).toEqual({ sealed: 1, plain: 0, ofPatients: 0 });
  expect(allIn(folder).some((file) => readFileSync(file).includes('лейкоз'))).toBe(false);
  expect((await files.read(ours, address)).equals(words)).toBe(true);
});

test('a file of before that nobody is known to own, or that is not what it was, is not touched', async () => {
  const { files, folder } = start();
  const address = lay(folder, ours, words);
  expect(await files.care.sealAll(() => Promise.resolve(new Map()))).toEqual({ sealed: 0, unknown: 1 });
  writeFileSync(path.join(folder, address.slice(0, 2), address), 'changed');
  await expect(files.care.sealAll(() => Promise.resolve(new Map([[address, ours]])))).rejects.toThrow(
    'not what it was',
  );
});

test('keeping a file of before again seals it and leaves nothing unsealed', async () => {
  const { files, folder } = start();
  const address = lay(folder, ours, words);
  expect((await files.keep(ours, words)).address).toBe(address);
  expect(await files.care.count()).toEqual({ sealed: 1, plain: 0, ofPatients: 0 });
});

test('files are read and kept without a pause while they are sealed with a further key, and then need the old one no more', async () => {
  const { files, folder, vault } = start();
  const kept = new Map<string, Buffer>();
  const keep = async () => {
    const content = randomBytes(200);
    kept.set((await files.keep(ours, content)).address, content);
  };
  for (let n = 0; n < 60; n++) await keep();
  for (let n = 0; n < 20; n++) {
    const content = randomBytes(200);
    kept.set(lay(folder, ours, content), content);
  }
  const version = vault.care.renew(`organisation:${ours}`);
  const ownersOf = (addresses: readonly string[]) => Promise.resolve(new Map(addresses.map((at) => [at, ours])));
  const readAll = () =>
    Promise.all(
      [...kept].map(async ([at, content]) => expect((await files.read(ours, at)).equals(content)).toBe(true)),
    );
  const [{ sealed }] = await Promise.all([
    files.care.sealAll(ownersOf),
    keep(),
    readAll(),
    keep(),
    readAll(),
    readAll(),
  ]);
  expect(sealed).toBe(80);
  expect(await files.care.sealAll(ownersOf)).toEqual({ sealed: 0, unknown: 0 });
  vault.care.dropVersionsBefore(`organisation:${ours}`, version);
  await readAll();
});

test('what a killed process left half written is deleted once it is old', async () => {
  const { files, folder } = start();
  await files.keep(ours, words);
  const draft = `${allIn(folder)[0]}.1-1.draft`;
  writeFileSync(draft, 'half');
  expect(await files.care.sweep(new Date(Date.now() - 60_000))).toEqual({ erased: 0, drafts: 0 });
  utimesSync(draft, 1, 1);
  expect(await files.care.sweep(new Date(Date.now() - 60_000))).toEqual({ erased: 0, drafts: 1 });
  expect(allIn(folder)).toHaveLength(1);
});
