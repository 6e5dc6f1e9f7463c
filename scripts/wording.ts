// The repository speaks of the product alone: no path of somebody's machine, no address of a registry, no left-overs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const banned: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /(?<![\w.])\/(?:work|home|Users)\/[a-z]\w*\//, why: 'a path of a machine' },
  { pattern: /"resolved":\s*"|registry\.npmjs|npmmirror/, why: 'an address of a registry' },
  { pattern: /\b(?:TODO|FIXME)\b/, why: 'a left-over' },
  { pattern: /\b(?:test|it|describe)\.(?:only|skip|todo)\(/, why: 'a test that does not run' },
];
/** Files that must name what they look for. */
const exempt = new Set(['scripts/wording.ts', 'scripts/complete-lock.mjs']);

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|cjs|json|md|sql|css|html|txt|yml)$/.test(file) && !exempt.has(file));
const found = files.flatMap((file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      banned.filter(({ pattern }) => pattern.test(line)).map(({ why }) => `${file}:${index + 1}: ${why}`),
    ),
);
for (const line of found) process.stdout.write(`${line}\n`);
process.stdout.write(`${files.length} files, ${found.length} breaches\n`);
process.exitCode = found.length > 0 || files.length < 50 ? 1 : 0;
