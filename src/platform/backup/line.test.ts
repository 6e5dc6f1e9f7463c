import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lineIn } from './line.server.ts';
import { folderTarget } from './target.ts';

test('several who come to a new place at once, to a slow disk, begin one line together', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'yntymaq-line-'));
  const folder = folderTarget(path.join(home, 'backups'));
  const target = {
    ...folder,
    has: (name: string) => delay(20).then(() => folder.has(name)),
    put: (name: string, source: AsyncIterable<Uint8Array>) => delay(20).then(() => folder.put(name, source)),
  };
  const come = (after: number) =>
    delay(after).then(() => lineIn({ home, target, installation: 'one', now: new Date() }));
  const lines = await Promise.all([0, 0, 10, 30, 50, 60].map(come));
  expect(new Set(lines).size).toBe(1);
  expect(await come(0)).toBe(lines[0]);
  await rm(home, { recursive: true, force: true });
});
