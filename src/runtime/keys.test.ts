import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { keyRingOf } from '../platform/crypto/installationKeys.ts';
import { openVault } from '../platform/crypto/vault.ts';

const root = mkdtempSync(path.join(tmpdir(), 'yntymaq-keys-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A data folder with a vault in which somebody has a key. */
function start() {
  const dataFolder = mkdtempSync(path.join(root, 'data-'));
  const where = { keys: undefined, keyFile: undefined, dataFolder };
  const vault = openVault(path.join(dataFolder, 'vault'), keyRingOf(where));
  const sealed = vault.seal('patient:1', 'Айгүл', 'name');
  const open = () => vault.open('patient:1', sealed, 'name').toString();
  return { dataFolder, where, vault, open, sealed };
}

async function keys(dataFolder: string, args: string[], input = '') {
  const program = spawn(process.execPath, ['src/cli.ts', 'keys', ...args], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: { PATH: process.env['PATH'], YNTYMAQ_DATA: dataFolder },
  });
  program.stdin.end(input);
  const [out, err, status] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    new Promise((done) => program.once('exit', done)),
  ]);
  return { out, err, status };
}

test('keys change while the program has them open: made, listed, wrapped anew, and the old one removed', async () => {
  const { dataFolder, vault, open } = start();
  expect(await keys(dataFolder, ['new', '2026-12'])).toMatchObject({ status: 0, err: '' });
  const listed = await keys(dataFolder, ['list']);
  expect(listed.out).toContain('2026-12: wraps 0 keys, wraps what is new');
  expect(listed.out).toContain('first: wraps 1 keys, still needed');
  const file = path.join(dataFolder, 'keys');
  for (const line of readFileSync(file, 'utf8').trim().split('\n'))
    expect(listed.out).not.toContain(line.split(':')[1]);
  expect(open()).toBe('Айгүл');
  expect((await keys(dataFolder, ['rotate'])).out).toBe('1 keys are now wrapped with 2026-12.\n');
  expect((await keys(dataFolder, ['list'])).out).toContain('first: wraps 0 keys, may be removed');
  writeFileSync(file, `${readFileSync(file, 'utf8').split('\n')[0]}\n`);
  expect(open()).toBe('Айгүл');
  expect(await keys(dataFolder, ['check'])).toMatchObject({ status: 0 });
  vault.close();
});

test('a check says which key does not open, and ends with a failure', async () => {
  const { dataFolder, vault } = start();
  vault.destroy('patient:2');
  vault.close();
  expect((await keys(dataFolder, ['check'])).out).toMatch(
    /1 keys are kept:\n {2}patient: 1\n1 are destroyed\.\nEvery key opens/,
  );
  writeFileSync(path.join(dataFolder, 'keys'), `other:${Buffer.alloc(32, 1).toString('base64')}\n`);
  const { out, status } = await keys(dataFolder, ['check']);
  expect(status).toBe(1);
  expect(out).toContain('patient:1, key 1, wrapped by first: the key "first" of the installation is not in the ring');
});

test('a copy under a passphrase brings a lost vault back, and nobody who was erased; a wrong passphrase brings nothing', async () => {
  const { dataFolder, where, vault, sealed } = start();
  vault.seal('patient:2', 'x', 'name');
  vault.destroy('patient:2');
  vault.close();
  const file = path.join(root, randomUUID());
  const exported = await keys(dataFolder, ['export', file]);
  const passphrase = /Passphrase: ([0-9a-f-]{47})\n/.exec(exported.out)?.[1] ?? '';
  expect(passphrase).not.toBe('');
  const copy = readFileSync(file);
  for (const word of ['patient:1', 'wrapped_key', 'SQLite']) expect(copy.includes(word)).toBe(false);
  expect((await keys(dataFolder, ['export', file])).status).toBe(1);

  for (const ending of ['', '-wal', '-shm']) rmSync(path.join(dataFolder, `vault${ending}`), { force: true });
  const wrong = await keys(dataFolder, ['import', file, '--passphrase-stdin'], 'another passphrase');
  expect(wrong).toMatchObject({ status: 1, out: '' });
  expect(wrong.err).toContain('the passphrase is not the one of this file');
  expect((await keys(dataFolder, ['import', file])).status).toBe(2);
  const imported = await keys(dataFolder, ['import', file, '--passphrase-stdin'], `${passphrase}\n`);
  expect(imported.out).toBe('1 keys were missing and are here now; 1 are known to be destroyed.\n');
  const again = openVault(path.join(dataFolder, 'vault'), keyRingOf(where));
  expect(again.open('patient:1', sealed, 'name').toString()).toBe('Айгүл');
  expect(again.isDestroyed('patient:2')).toBe(true);
  again.close();
});

test('what is asked wrongly is refused in one line and changes nothing', async () => {
  const { dataFolder, vault } = start();
  const refused: [string[], string][] = [
    [['new', 'first'], 'there is a key "first"'],
    [['new'], 'name one identifier'],
    [['renew', 'everybody'], 'neither patient:ID nor organisation:ID'],
    [['forget', '--before', 'soon'], '--before: expected a day'],
    [['export'], 'name one file'],
    [['nonsense'], 'npx yntymaq keys list'],
  ];
  for (const [args, said] of refused) {
    const { out, err, status } = await keys(dataFolder, args);
    expect([args, status, out]).toEqual([args, 2, '']);
    expect(err).toContain(said);
  }
  expect(existsSync(path.join(dataFolder, 'postgres'))).toBe(false);
  expect(vault.care.check()).toMatchObject({ keys: 1, broken: [] });
  vault.close();
});
