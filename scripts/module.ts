// npm run module <names> [<name>]: a new module with its rules, queries, contract, page, texts, tests and migration.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { namesOf, scaffold } from './scaffold.ts';

const root = process.cwd();
const [plural = '', singular] = process.argv.slice(2);
try {
  const names = namesOf(plural, singular);
  const files = scaffold(root, names);
  const formatted = files.filter((file) => /\.(tsx?|json)$/.test(file));
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', ...formatted], {
    cwd: root,
    stdio: 'ignore',
  });
  execFileSync(process.execPath, ['scripts/catalogues.ts'], { cwd: root, stdio: 'ignore' });
  process.stdout.write(`${files.join('\n')}\n\nNow: npm run schema, and npx vitest run src/modules/${names.plural}\n`);
} catch (error) {
  process.stderr.write(
    `${(error as Error).message}\nnpm run module <names> [<name>], such as: npm run module missions\n`,
  );
  process.exitCode = 1;
}
