import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Holder, issue, pemOf, saidToBe, signCms } from '../../../test/certificates.ts';
import type { CheckName, Why } from './checks.ts';
import { verifyCms } from './cms.server.ts';
import { noRoots, readRoots, type Roots, rootsOf } from './roots.server.ts';

const at = new Date('2026-11-21T09:00:00Z');
const statement = Buffer.from('{"text":"Хаттама"}');
let root: Holder;
let between: Holder;
let signer: Holder;
let roots: Roots;
beforeAll(async () => {
  root = await issue({ name: 'Root', isAuthority: true });
  between = await issue({ name: 'Between', issuer: root, isAuthority: true });
  signer = await issue({ name: 'ТЕСТОВ ТЕСТ', issuer: between, numbers: { iin: '900101300123', bin: '990140001234' } });
  roots = rootsOf([root.certificate]);
});

type Changed = { signature?: Uint8Array; statement?: Uint8Array; roots?: Roots; at?: Date };
async function verified(changed: Changed = {}) {
  const signature =
    changed.signature ?? (await signCms(statement, { signers: [signer], at, besides: [between.certificate] }));
  const found = await verifyCms({ statement, roots, at, ...changed, signature });
  if ('refused' in found) throw new Error(found.refused);
  return found.signers;
}
/** What failed, and why. */
const faults = async (changed: Changed): Promise<[CheckName, Why | null][]> =>
  (await verified(changed)).flatMap(({ checks }) =>
    checks.filter(({ isOk }) => !isOk).map(({ name, why }) => [name, why] as [CheckName, Why]),
  );

describe('a signature made by a desktop signer', () => {
  test('is verified offline up to a root, and says who signed', async () => {
    const [found, ...others] = await verified();
    expect(others).toEqual([]);
    expect(found?.checks).toEqual(
      ['bytes', 'signature', 'usage', 'chain', 'time'].map((name) => ({ name, isOk: true, why: null })),
    );
    expect(found?.signingTime).toEqual(at);
    expect(found?.certified).toMatchObject({
      name: 'ТЕСТОВ ТЕСТ',
      issuer: 'Between',
      iin: '900101300123',
      bin: '990140001234',
    });
  });

  test('is read as DER, as base64 and between lines', async () => {
    const der = await signCms(statement, { signers: [signer], at, besides: [between.certificate] });
    const text = der.toString('base64');
    for (const signature of [
      der,
      Buffer.from(text),
      Buffer.from(`-----BEGIN CMS-----\n${text.replaceAll(/.{64}/g, '$&\r\n')}\n-----END CMS-----\n`),
    ])
      expect(await faults({ signature })).toEqual([]);
  });

  test('is verified with keys of elliptic curves too, and with the text in it', async () => {
    const curved = await issue({ name: 'Curved', issuer: between, curve: 'P-256' });
    const signature = await signCms(statement, {
      signers: [curved],
      at,
      besides: [between.certificate],
      withText: true,
    });
    expect(await faults({ signature })).toEqual([]);
  });

  test('may be of several people, each looked at', async () => {
    const stranger = await issue({ name: 'Stranger' });
    const signature = await signCms(statement, { signers: [signer, stranger], at, besides: [between.certificate] });
    const [first, second] = await verified({ signature });
    expect(first?.checks.every(({ isOk }) => isOk)).toBe(true);
    expect(second?.checks.find(({ name }) => name === 'chain')).toEqual({
      name: 'chain',
      isOk: false,
      why: 'no-way-to-a-root',
    });
  });

  test('does not hold for other bytes', async () => {
    expect(await faults({ statement: Buffer.from('{"text":"Хаттамa"}') })).toEqual([
      ['bytes', 'other-bytes'],
      ['signature', 'wrong-signature'],
    ]);
  });

  test('does not hold once a byte of it is changed', async () => {
    const der = await signCms(statement, { signers: [signer], at, besides: [between.certificate] });
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    expect(await faults({ signature: der })).toEqual([['signature', 'wrong-signature']]);
  });

  test('does not hold without a way to a root of ours', async () => {
    expect(await faults({ roots: noRoots })).toEqual([['chain', 'no-way-to-a-root']]);
    const other = await issue({ name: 'Root', isAuthority: true });
    expect(await faults({ roots: rootsOf([other.certificate]) })).toEqual([['chain', 'no-way-to-a-root']]);
    const alone = await signCms(statement, { signers: [signer], at });
    expect(await faults({ signature: alone })).toEqual([['chain', 'no-way-to-a-root']]);
    expect(await faults({ signature: alone, roots: rootsOf([root.certificate, between.certificate]) })).toEqual([]);
  });

  test('does not hold when somebody certified who may not', async () => {
    const clever = await issue({ name: 'Clever', issuer: signer });
    const signature = await signCms(statement, {
      signers: [clever],
      at,
      besides: [signer.certificate, between.certificate],
    });
    expect(await faults({ signature })).toEqual([['chain', 'no-way-to-a-root']]);
  });

  test('does not hold with a key that is for something else', async () => {
    const cipher = await issue({ name: 'Cipher', issuer: between, usage: 0b0010_0000 });
    const signature = await signCms(statement, { signers: [cipher], at, besides: [between.certificate] });
    expect(await faults({ signature })).toEqual([['usage', 'not-for-signing']]);
  });

  test('holds for ever if the certificate was valid when it reached us, and not if it was not', async () => {
    const late = new Date('2027-06-01T00:00:00Z');
    expect((await faults({ at: late })).map(([name]) => name)).toContain('time');
    const over = await issue({ name: 'Over', issuer: between, until: new Date('2026-06-01T00:00:00Z') });
    const signature = await signCms(statement, { signers: [over], at, besides: [between.certificate] });
    expect((await faults({ signature })).map(([name, why]) => `${name} ${why}`)).toContain('time not-valid-then');
  });

  test('does not hold when it says to be made on another day', async () => {
    const signature = await signCms(statement, {
      signers: [signer],
      at: new Date('2026-11-10T09:00:00Z'),
      besides: [between.certificate],
    });
    expect(await faults({ signature })).toEqual([['time', 'not-signed-then']]);
  });

  test('is refused plainly where its algorithm is of a standard that this program cannot compute', async () => {
    const der = await signCms(statement, { signers: [signer], at });
    for (const id of ['1.2.398.3.10.1.1.1.2', '1.2.398.3.10.1.1.2.3.2', '1.2.643.7.1.1.3.2'])
      expect(await verifyCms({ statement, signature: saidToBe(der, id), roots, at })).toEqual({
        refused: 'cms-gost-unsupported',
      });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('signed, me')],
    ['a certificate', Buffer.from('3003020101', 'hex')],
    ['half a signature', Buffer.from('30820fff06092a864886f70d010702', 'hex')],
  ])('%s is none', async (_what, signature) => {
    expect(await verifyCms({ statement, signature, roots, at })).toEqual({ refused: 'cms-unreadable' });
  });
});

describe('roots', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yntymaq-roots-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read from a folder, and told from those between', () => {
    writeFileSync(path.join(folder, 'all.pem'), `${pemOf(root)}\n${pemOf(between)}`);
    writeFileSync(path.join(folder, 'notes.txt'), 'x');
    const read = readRoots(folder);
    expect([read.trusted.length, read.between.length]).toEqual([1, 1]);
  });

  test('are refused where there are none', () => {
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(() => readRoots(path.join(folder, 'nowhere'))).toThrow('cannot be read');
    expect(() => readRoots(empty)).toThrow('no file in it is the certificate of a root');
    writeFileSync(path.join(empty, 'bad.pem'), 'nonsense');
    expect(() => readRoots(empty)).toThrow('is no certificate');
  });
});
