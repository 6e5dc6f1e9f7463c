// Which file may use which: runs dependency-cruiser, and fails too when it looked at suspiciously little. (With a
// TypeScript it does not know, it finds no module at all and calls that clean.)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';

process.chdir(join(import.meta.dirname, '..'));
const fewest = 100;
const config: unknown = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { forbidden, options } = config as { forbidden: never[]; options: ICruiseOptions };
const tsConfig = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { compilerOptions: object };
const { output } = await cruise(
  ['src', 'demo', 'test'],
  { ...options, ruleSet: { forbidden }, validate: true },
  undefined,
  { tsConfig: { options: tsConfig.compilerOptions } as never },
);
const { modules, summary } = output as ICruiseResult;
const ours = modules.filter(({ source }) => source.startsWith('src/')).length;
for (const { rule, from, to } of summary.violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
if (ours < fewest) process.stdout.write(`only ${ours} modules were seen: the check does not work\n`);
process.stdout.write(`${ours} modules, ${summary.violations.length} breaches\n`);
process.exitCode = summary.violations.length > 0 || ours < fewest ? 1 : 0;
