import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFiles } from './reader.cli.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-'));
  file = join(folder, 'page.txt');
  await writeFile(
    file,
    'Уақыты: 23.12.2020\n\nЖиын 10 сәуір күні өтті. Жаңа орталық жылына 800-ден астам науқасты қабылдауға арналған.\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await readFiles(
    args,
    (text) => (out += text),
    (text) => (err += text),
  );
  return { code, out, err };
}

describe('yntymaq read', () => {
  test('prints a table for people', async () => {
    const { code, out, err } = await run(file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('published 2020-12-23');
    expect(out).toMatch(/capacity\s+> 800 per P1Y people_seen/);
  });

  test('--json prints one document a file with flat facts, offsets into the file', async () => {
    const { code, out } = await run(file, file, '--json');
    expect(code).toBe(0);
    const documents: { facts: Record<string, unknown>[] }[] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(documents).toHaveLength(2);
    expect(documents[0]?.facts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'date',
          iso: '2020-12-23',
          precision: 'day',
          role: 'published',
          quote: '23.12.2020',
          start: 8,
          end: 18,
        }),
        expect.objectContaining({ kind: 'date', iso: '--04-10', role: 'event' }),
        expect.objectContaining({ kind: 'count', role: 'capacity', value: 800, comparator: 'gt', per: 'P1Y' }),
      ]),
    );
  });

  test('a missing file and a folder are clear errors, and the other files are still read', async () => {
    const { code, out, err } = await run(join(folder, 'none.txt'), folder, file);
    expect(code).toBe(1);
    expect(err).toMatch(/none\.txt: no such file\n.*is a folder/);
    expect(out).toContain('capacity');
  });

  test('wrong usage ends with 2', async () => {
    expect((await run()).code).toBe(2);
    expect(await run('--xml', file)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Unknown option --xml'),
    });
    expect((await run('--help')).code).toBe(0);
  });
});
