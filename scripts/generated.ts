import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const formatted = (path: string, text: string): string =>
  execFileSync(`${root}node_modules/.bin/biome`, ['format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });

/**
 * Writes generated files, formatted as the rest of the repository; with `check`, only compares them.
 *
 * @param files paths from the root of the repository, with their text
 * @returns the paths whose files differed
 */
export function keepGenerated(files: readonly (readonly [path: string, text: string])[], check: boolean): string[] {
  const stale: string[] = [];
  for (const [path, text] of files) {
    const wanted = formatted(path, text);
    const file = root + path;
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (kept === wanted) continue;
    stale.push(path);
    if (check) {
      console.error(`${path} is stale: run the generator without --check`);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, wanted);
      console.log(`wrote ${path}`);
    }
  }
  return stale;
}
