import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { cpuTime } from '../../../test/cpuTime.ts';
import { dayKeyOf, destroyDaysBefore } from './days.ts';
import { addWrappingKey, keyRingOf } from './installationKeys.ts';
import { type KeyRing, newWrappingKey, readKeyRing } from './keyRing.ts';
import { openWith, sealWith } from './sealed.ts';
import { KeyDestroyed, openVault, sealedOverhead, type Subject, versionOf } from './vault.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yntymaq-vault-'));
afterAll(() => rmSync(folder, { recursive: true }));
const newFile = () => path.join(folder, randomUUID(), 'vault');
const ringOf = (...ids: string[]): KeyRing => {
  const ring = readKeyRing(ids.map((id) => `${id}:${Buffer.alloc(32, id).toString('base64')}`).join(','));
  if (!ring) throw new Error('no ring');
  return ring;
};
const ring = ringOf('first');
/** What was changed, cut or moved is never opened. */
const refusal = /^(?:sealed in another way|Unsupported state or unable to authenticate data|.* has no key \d+)$/;
const patient = (): Subject & `patient:${string}` => `patient:${randomUUID()}`;
/** All bytes beside a vault: its file, its log, its copies. */
const bytesBeside = (file: string) =>
  Buffer.concat(readdirSync(path.dirname(file)).map((name) => readFileSync(path.join(path.dirname(file), name))));

describe('sealing', () => {
  test('any text opens to what was sealed, and no sealed text is like another', () => {
    const vault = openVault(newFile(), ring);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (plain) => {
        const sealed = vault.seal('patient:1', plain, 'name');
        expect(sealed.length).toBe(plain.length + sealedOverhead);
        expect(new Uint8Array(vault.open('patient:1', sealed, 'name'))).toEqual(plain);
        expect(vault.seal('patient:1', plain, 'name').equals(sealed)).toBe(false);
      }),
      { numRuns: 50 },
    );
    vault.close();
  });

  test('a sealed text with any flipped bit is refused', () => {
    const vault = openVault(newFile(), ring);
    const sealed = vault.seal('patient:1', 'Айгүл', 'name');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => vault.open('patient:1', changed, 'name'), `bit ${bit}`).toThrow(refusal);
    }
    vault.close();
  });

  test('a sealed text that is cut, lengthened or empty is refused', () => {
    const vault = openVault(newFile(), ring);
    const sealed = vault.seal('patient:1', 'Айгүл', 'name');
    for (let length = 0; length < sealed.length; length++)
      expect(() => vault.open('patient:1', sealed.subarray(0, length), 'name')).toThrow(refusal);
    expect(() => vault.open('patient:1', Buffer.concat([sealed, Buffer.of(0)]), 'name')).toThrow(refusal);
    vault.close();
  });

  test('a text moved to another person, another column or another version opens nowhere', () => {
    const vault = openVault(newFile(), ring);
    vault.seal('patient:2', 'x', 'name');
    const sealed = vault.seal('patient:1', 'Айгүл', 'name');
    expect(() => vault.open('patient:2', sealed, 'name')).toThrow(refusal);
    expect(() => vault.open('patient:1', sealed, 'address')).toThrow(refusal);
    vault.care.renew('patient:1');
    const moved = Buffer.from(sealed);
    moved.writeUInt32BE(2, 1);
    expect(() => vault.open('patient:1', moved, 'name')).toThrow(refusal);
    expect(vault.open('patient:1', sealed, 'name').toString()).toBe('Айгүл');
    vault.close();
  });

  test('many texts of one person sealed in one go open one by one, in their place and nowhere else', () => {
    const vault = openVault(newFile(), ring);
    const texts = ['Айгүл', '', 'Айгүл', '👩‍⚕️'];
    const sealed = vault.sealAll('patient:1', texts, 'name');
    expect(sealed.map((each) => vault.open('patient:1', each, 'name').toString())).toEqual(texts);
    expect(new Set(sealed.map((each) => each.toString('hex'))).size).toBe(texts.length);
    for (const each of sealed) expect(() => vault.open('patient:1', each, 'address')).toThrow(refusal);
    vault.destroy('patient:1');
    expect(() => vault.sealAll('patient:1', texts, 'name')).toThrow(KeyDestroyed);
    vault.close();
  });

  test('what is bound to a text cannot be divided in another way', () => {
    const key = randomBytes(32);
    expect(() => openWith(key, sealWith(key, Buffer.from('x'), 'a\0b'), 'ab')).toThrow(refusal);
  });

  test('a keyed hash is the same for ever, differs by its purpose and says nothing without the vault', () => {
    const [file, other] = [newFile(), openVault(newFile(), ring)];
    const vault = openVault(file, ring);
    const hash = vault.blind('iin', '900101300123');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.blind('iin', '900101300123')).toBe(hash);
    expect(vault.blind('pin', '900101300123')).not.toBe(hash);
    expect(other.blind('iin', '900101300123')).not.toBe(hash);
    expect(vault.blind('a', 'b\0c')).not.toBe(vault.blind('a\0b', 'd'));
    vault.close();
    const again = openVault(file, ring);
    expect(again.blind('iin', '900101300123')).toBe(hash);
    again.close();
    other.close();
  });
});

describe('the file', () => {
  test('holds no key of the installation and no data key as it is, and is readable by its owner alone', () => {
    const file = newFile();
    const vault = openVault(file, ring);
    vault.seal('patient:1', 'Айгүл', 'name');
    const bytes = bytesBeside(file);
    expect(bytes.includes('patient:1')).toBe(true);
    expect(bytes.includes(ring[0].key)).toBe(false);
    expect(bytes.includes('Айгүл')).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    vault.close();
  });

  test('opens with none of its keys under another ring', () => {
    const file = newFile();
    const vault = openVault(file, ring);
    const sealed = vault.seal('patient:1', 'Айгүл', 'name');
    vault.close();
    const withOther = openVault(file, ringOf('other'));
    expect(() => withOther.open('patient:1', sealed, 'name')).toThrow('not in the ring');
    expect(withOther.care.check().broken).toHaveLength(1);
    withOther.close();
  });

  test('of a newer version is refused', () => {
    const file = newFile();
    const vault = openVault(file, ring);
    vault.close();
    const db = new DatabaseSync(file);
    db.exec(`update about set value = '2' where name = 'layout'`);
    db.close();
    expect(() => openVault(file, ring)).toThrow('newer version');
  });

  test('two processes that make the key of one subject at the same moment end with the same', async () => {
    const file = newFile();
    const script = `
      import { openVault } from '${path.join(import.meta.dirname, 'vault.ts')}';
      const vault = openVault(process.argv[1], [{ id: 'first', key: Buffer.alloc(32, 'first') }]);
      for (let n = 0; n < 200; n++) console.log(vault.seal('patient:' + n, String(n), 'name').toString('base64'));
      vault.close();`;
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file], { maxBuffer: 1e7 });
    const outputs = await Promise.all([run(), run(), run()]);
    const vault = openVault(file, ring);
    for (const { stdout } of outputs)
      for (const [n, sealed] of stdout.trim().split('\n').entries())
        expect(vault.open(`patient:${n}`, Buffer.from(sealed, 'base64'), 'name').toString()).toBe(String(n));
    expect(vault.care.check()).toMatchObject({ keys: 200, broken: [] });
    vault.close();
  });

  test('a process killed while it makes keys leaves every text readable that it told of', async () => {
    const file = newFile();
    const script = `
      import { writeSync } from 'node:fs';
      import { openVault } from '${path.join(import.meta.dirname, 'vault.ts')}';
      const vault = openVault(process.argv[1], [{ id: 'first', key: Buffer.alloc(32, 'first') }]);
      for (let n = 0; ; n++) {
        writeSync(1, vault.seal('patient:' + n, String(n), 'name').toString('base64') + '\\n');
        if (n === 300) process.kill(process.pid, 'SIGKILL');
      }`;
    const killed = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file]).catch(
      (error: { signal: string; stdout: string }) => error,
    );
    expect(killed).toMatchObject({ signal: 'SIGKILL' });
    const vault = openVault(file, ring);
    const told = killed.stdout.trim().split('\n');
    expect(told.length).toBeGreaterThanOrEqual(300);
    for (const [n, sealed] of told.entries())
      expect(vault.open(`patient:${n}`, Buffer.from(sealed, 'base64'), 'name').toString()).toBe(String(n));
    vault.close();
  });

  test('keys of thousands are made in one go and used within seconds', () => {
    const vault = openVault(newFile(), ring);
    const subjects = Array.from({ length: 5000 }, patient);
    const used = cpuTime(() => {
      vault.make(subjects);
      const sealed = subjects.map((subject) => vault.seal(subject, 'x', 'name'));
      for (const [index, subject] of subjects.entries())
        expect(vault.open(subject, sealed[index] ?? Buffer.alloc(0), 'name').toString()).toBe('x');
    });
    expect(used).toBeLessThan(5000);
    expect(vault.care.check().keys).toBe(5000);
    vault.make(subjects);
    expect(vault.care.check().keys).toBe(5000);
    vault.close();
  });
});

describe('erasing', () => {
  test('nothing sealed for somebody opens again, and nothing new is sealed for them', () => {
    const vault = openVault(newFile(), ring);
    const somebody = patient();
    const sealed = vault.seal(somebody, 'Айгүл', 'name');
    vault.destroy(somebody);
    expect(() => vault.open(somebody, sealed, 'name')).toThrow(KeyDestroyed);
    expect(() => vault.seal(somebody, 'x', 'name')).toThrow(KeyDestroyed);
    expect(() => vault.care.renew(somebody)).toThrow(KeyDestroyed);
    vault.make([somebody]);
    expect(vault.isDestroyed(somebody)).toBe(true);
    vault.destroy(somebody);
    expect(vault.care.destroyed().map(({ subject }) => subject)).toEqual([somebody]);
    vault.close();
  });

  test('another process that has used the key sees at once that it is destroyed', () => {
    const file = newFile();
    const [one, two] = [openVault(file, ring), openVault(file, ring)];
    const sealed = one.seal('patient:1', 'Айгүл', 'name');
    expect(two.open('patient:1', sealed, 'name').toString()).toBe('Айгүл');
    one.destroy('patient:1');
    expect(() => two.open('patient:1', sealed, 'name')).toThrow(KeyDestroyed);
    one.close();
    two.close();
  });

  test('not a byte of a destroyed key stays in the file or beside it, though another process has it open', async () => {
    const file = newFile();
    const [vault, other] = [openVault(file, ring), openVault(file, ring)];
    const subjects = Array.from({ length: 300 }, patient);
    vault.make(subjects);
    const looked = new DatabaseSync(file);
    const wrapped = looked.prepare('select subject, wrapped from wrapped_key').all() as {
      subject: string;
      wrapped: Uint8Array;
    }[];
    looked.close();
    const halves = wrapped.map(({ subject, wrapped: key }) => ({ subject, secret: Buffer.from(key.slice(-48)) }));
    await vault.copyTo(`${file}.copy`);
    expect(halves.every(({ secret }) => bytesBeside(file).includes(secret))).toBe(true);
    const erased = subjects.filter((_subject, index) => index % 3 === 0);
    vault.destroy(...erased);
    await vault.copyTo(`${file}.copy`);
    const bytes = bytesBeside(file);
    expect(halves.filter(({ secret }) => bytes.includes(secret)).length).toBe(200);
    for (const { subject, secret } of halves) expect(bytes.includes(secret)).toBe(!erased.includes(subject as never));
    other.close();
    vault.close();
  });

  test('the key of a day is destroyed when the day is over by another, and no other key', () => {
    const vault = openVault(newFile(), ring);
    vault.make([patient(), dayKeyOf('2026-11-19'), dayKeyOf('2026-11-20'), dayKeyOf('2026-11-21')]);
    expect(destroyDaysBefore(vault, new Date('2026-11-20T23:59:59Z'))).toBe(1);
    expect(destroyDaysBefore(vault, new Date('2026-11-20T23:59:59Z'))).toBe(0);
    expect(vault.care.subjectsOf('day')).toEqual(['day:2026-11-20', 'day:2026-11-21']);
    expect(vault.care.destroyed().map(({ subject }) => subject)).toEqual(['day:2026-11-19']);
    expect(vault.care.check().byKind).toEqual({ patient: 1, day: 2 });
    vault.close();
  });

  test('the key of everybody cannot be destroyed', () => {
    const vault = openVault(newFile(), ring);
    expect(() => vault.destroy('installation' as never)).toThrow('belongs to everybody');
    vault.close();
  });

  test('a copy of before cannot bring a destroyed key back', async () => {
    const file = newFile();
    const vault = openVault(file, ring);
    const [kept, erased] = [patient(), patient()];
    vault.make([kept, erased]);
    await vault.copyTo(`${file}.before`);
    vault.destroy(erased);
    expect(vault.care.merge(`${file}.before`)).toEqual({ added: 0, destroyed: 0 });
    expect(vault.isDestroyed(erased)).toBe(true);
    vault.close();
  });
});

describe('copies', () => {
  test('a copy taken while keys are made opens by itself and holds every key made before', async () => {
    const file = newFile();
    const vault = openVault(file, ring);
    const before = Array.from({ length: 500 }, patient);
    vault.make(before);
    const copying = vault.copyTo(`${file}.copy`);
    for (let n = 0; n < 50; n++) vault.make([patient()]);
    await copying;
    const copy = openVault(`${file}.copy`, ring);
    expect(copy.id).toBe(vault.id);
    const { keys, broken } = copy.care.check();
    expect(keys).toBeGreaterThanOrEqual(500);
    expect(broken).toEqual([]);
    for (const subject of before) expect(copy.isCurrent(subject, vault.seal(subject, 'x', 'n'))).toBe(true);
    copy.close();
    vault.close();
  });

  test('a lost vault comes back from its copy, and nobody who was erased', async () => {
    const file = newFile();
    const vault = openVault(file, ring);
    const sealed = vault.seal('patient:1', 'Айгүл', 'name');
    vault.make(['patient:2']);
    vault.destroy('patient:2');
    await vault.copyTo(`${file}.copy`);
    const { id } = vault;
    vault.close();
    const fresh = openVault(newFile(), ringOf('later', 'first'));
    expect(fresh.care.merge(`${file}.copy`)).toEqual({ added: 1, destroyed: 1 });
    expect(fresh.id).toBe(id);
    expect(fresh.open('patient:1', sealed, 'name').toString()).toBe('Айгүл');
    expect(fresh.isDestroyed('patient:2')).toBe(true);
    expect(fresh.care.check().byWrapping).toEqual({ later: 1 });
    fresh.close();
  });

  test('a copy of another vault is refused', async () => {
    const [one, two] = [openVault(newFile(), ring), openVault(newFile(), ring)];
    one.make(['patient:1']);
    two.make(['patient:1']);
    const copy = newFile();
    await one.copyTo(path.join(folder, path.basename(path.dirname(copy))));
    expect(() => two.care.merge(path.join(folder, path.basename(path.dirname(copy))))).toThrow('another vault');
    one.close();
    two.close();
  });
});

describe('changing keys', () => {
  test('a new key of the installation wraps everything while another process reads and makes keys', async () => {
    const file = newFile();
    const old = openVault(file, ringOf('old'));
    const subjects = Array.from({ length: 1000 }, patient);
    old.make(subjects);
    const sealed = subjects.map((subject) => old.seal(subject, subject, 'name'));
    old.close();
    const both = openVault(file, ringOf('new', 'old'));
    const other = openVault(file, ringOf('new', 'old'));
    const state = { isDone: false };
    const rewrapping = both.care.rewrap(20).finally(() => {
      state.isDone = true;
    });
    let reads = 0;
    while (!state.isDone) {
      const at = reads++ % subjects.length;
      expect(other.open(subjects[at] ?? 'installation', sealed[at] ?? Buffer.of(), 'name').toString()).toBe(
        subjects[at],
      );
      if (reads % 10 === 0) other.make([patient()]);
      await new Promise((done) => setImmediate(done));
    }
    expect(await rewrapping).toBe(1000);
    expect(reads).toBeGreaterThan(20);
    const { byWrapping, broken } = both.care.check();
    expect(Object.keys(byWrapping)).toEqual(['new']);
    expect(broken).toEqual([]);
    both.close();
    other.close();
    const later = openVault(file, ringOf('new'));
    for (const [index, subject] of subjects.entries())
      expect(later.open(subject, sealed[index] ?? Buffer.of(), 'name').toString()).toBe(subject);
    later.close();
  });

  test('a subject may get a further key: new texts use it, old ones are read until they are sealed again', () => {
    const vault = openVault(newFile(), ring);
    const before = vault.seal('patient:1', 'Айгүл', 'name');
    expect(vault.care.renew('patient:1')).toBe(2);
    const after = vault.seal('patient:1', 'Айгүл', 'name');
    expect([versionOf(before), versionOf(after)]).toEqual([1, 2]);
    expect(vault.isCurrent('patient:1', before)).toBe(false);
    expect(vault.isCurrent('patient:1', after)).toBe(true);
    expect(vault.open('patient:1', before, 'name').toString()).toBe('Айгүл');
    expect(vault.care.replacedBefore(new Date(Date.now() - 60_000))).toEqual([]);
    expect(vault.care.replacedBefore(new Date(Date.now() + 60_000))).toEqual([{ subject: 'patient:1', version: 2 }]);
    expect(vault.care.dropVersionsBefore('patient:1', 2)).toBe(1);
    expect(() => vault.open('patient:1', before, 'name')).toThrow('no key 1');
    expect(vault.open('patient:1', after, 'name').toString()).toBe('Айгүл');
    vault.close();
  });

  test('another process seals with the further key as soon as there is one', () => {
    const file = newFile();
    const [one, two] = [openVault(file, ring), openVault(file, ring)];
    two.seal('patient:1', 'x', 'name');
    one.seal('patient:1', 'x', 'name');
    one.care.renew('patient:1');
    expect(versionOf(two.seal('patient:1', 'x', 'name'))).toBe(2);
    one.close();
    two.close();
  });
});

describe('the keys of the installation', () => {
  const where = () => ({ keys: undefined, keyFile: undefined, dataFolder: mkdtempSync(path.join(folder, 'data-')) });

  test('are made once where none are set, readable by their owner alone', () => {
    const place = where();
    const [first] = keyRingOf(place)();
    expect(keyRingOf(place)()[0].key.equals(first.key)).toBe(true);
    expect(statSync(path.join(place.dataFolder, 'keys')).mode & 0o777).toBe(0o600);
  });

  test('are read again when the file has changed, so that a new one needs no restart', () => {
    const place = where();
    const ringNow = keyRingOf(place);
    expect(ringNow().map(({ id }) => id)).toEqual(['first']);
    const file = newFile();
    const vault = openVault(file, ringNow);
    vault.make(['patient:1']);
    addWrappingKey(place, '2026-12');
    expect(ringNow().map(({ id }) => id)).toEqual(['2026-12', 'first']);
    vault.make(['patient:2']);
    expect(vault.care.check().byWrapping).toEqual({ first: 1, '2026-12': 1 });
    vault.close();
  });

  test('stay as they were while their file is broken', () => {
    const place = where();
    const ringNow = keyRingOf(place);
    ringNow();
    writeFileSync(path.join(place.dataFolder, 'keys'), 'nonsense');
    expect(ringNow().map(({ id }) => id)).toEqual(['first']);
  });

  test('are not made where a backup is put back', () => {
    const place = where();
    expect(() => keyRingOf({ ...place, isMade: false })).toThrow('no such file');
    expect(existsSync(path.join(place.dataFolder, 'keys'))).toBe(false);
  });

  test('are refused in a file that is none, or is not there', () => {
    const place = where();
    expect(() => keyRingOf({ ...place, keyFile: path.join(place.dataFolder, 'none') })).toThrow('no such file');
    writeFileSync(path.join(place.dataFolder, 'bad'), 'first:short');
    expect(() => keyRingOf({ ...place, keyFile: path.join(place.dataFolder, 'bad') })).toThrow('no key file');
  });

  test.each([
    ['nothing', ''],
    ['a key too short', 'a:AAAA'],
    ['an identifier twice', `${newWrappingKey('a')} ${newWrappingKey('a')}`],
    ['a capital letter', newWrappingKey('A')],
    ['no colon', newWrappingKey('a').replace(':', ' ')],
  ])('a text with %s is no ring', (_what, text) => {
    expect(readKeyRing(text)).toBeUndefined();
  });

  test('an identifier that is taken or is none is refused, and the file stays', () => {
    const place = where();
    keyRingOf(place)();
    expect(() => addWrappingKey(place, 'first')).toThrow('there is a key "first"');
    expect(() => addWrappingKey(place, 'Nein!')).toThrow('no identifier');
    expect(() => addWrappingKey({ ...place, keys: ring }, 'x')).toThrow('YNTYMAQ_KEYS');
    expect(keyRingOf(place)().map(({ id }) => id)).toEqual(['first']);
  });
});
