import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotRecorded, openCommitter } from './committer.ts';

const settled = (promises: readonly Promise<void>[]) => Promise.allSettled(promises);
const later = () => new Promise<void>((resolve) => void setTimeout(resolve, 1));

test('the first is written at once, and all that came meanwhile are written together', async () => {
  const groups: string[][] = [];
  const write = async (proofs: readonly string[]) => {
    groups.push([...proofs]);
    await later();
  };
  const commit = openCommitter({ write });
  await Promise.all(['a', 'b', 'c', 'd'].map(commit));
  expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
});

test('a group holds no more than it may', async () => {
  const sizes: number[] = [];
  const write = async (proofs: readonly string[]) => {
    sizes.push(proofs.length);
    await later();
  };
  const commit = openCommitter({ write, most: 10 });
  await Promise.all(Array.from({ length: 35 }, (_, n) => commit(String(n))));
  expect(sizes).toEqual([1, 10, 10, 10, 4]);
});

test('nobody hears that it is written before it is, and one that cannot be written fails alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (bad) => {
      const written = new Set<string>();
      const write = async (proofs: readonly string[]) => {
        await Promise.resolve();
        if (proofs.some((proof) => bad[Number(proof)])) throw new Error('refused');
        for (const proof of proofs) written.add(proof);
      };
      const commit = openCommitter({ write });
      const answers = await settled(
        bad.map(async (_, n) => {
          await commit(String(n));
          if (!written.has(String(n))) throw new Error('answered too early');
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(bad.map((is) => (is ? 'rejected' : 'fulfilled')));
      expect(written.size).toBe(bad.filter((is) => !is).length);
    }),
  );
});

test('who waits too long hears that it is not on record, whatever becomes of it', async () => {
  let go: () => void = () => undefined;
  const write = () => new Promise<void>((resolve) => (go = resolve));
  const commit = openCommitter({ write, patience: 5 });
  const answers = await settled([commit('written'), commit('waiting')]);
  expect(answers).toMatchObject([
    { status: 'rejected', reason: expect.any(NotRecorded) },
    { status: 'rejected', reason: expect.any(NotRecorded) },
  ]);
  go();
});

test('after a failure it goes on', async () => {
  let isBroken = true;
  const commit = openCommitter({
    write: () => (isBroken ? Promise.reject(new Error('the database is away')) : Promise.resolve()),
  });
  await expect(commit('a')).rejects.toThrow('the database is away');
  isBroken = false;
  await expect(commit('b')).resolves.toBeUndefined();
});
