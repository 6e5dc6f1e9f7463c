// Runs the checks of scripts/checks.ts one after another, shows how far it is, and ends with how many passed and failed.
// `--quick` leaves out what takes minutes; names run only those.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, checks } from './checks.ts';
import { failuresOf, listOf, type VitestReport } from './failures.ts';
import { unhandledFile } from './unhandled.ts';

type Outcome = { passed: number; failed: number; skipped: string[]; failures: string[] };

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'yntymaq-check-'));

/** Scripts of npm packages start with `#!/usr/bin/env node`; those that are programs of their own do not. */
const commandLine = ([program = '', ...rest]: readonly string[]): [string, string[]] => {
  const isScript = /\.(ts|mjs)$/.test(program) || readFileSync(join(root, program)).subarray(0, 2).toString() === '#!';
  return isScript ? [process.execPath, [program, ...rest]] : [program, rest];
};

const run = (command: readonly string[], settings: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve) => {
    const [program, rest] = commandLine(command);
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });

async function outcomeOf({ name, command, isVitest }: Check): Promise<Outcome> {
  if (!isVitest) return (await run(command)) === 0 ? passed(1) : failed([]);
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const unhandled = `${report}.unhandled`;
  const reporters = ['--reporter=dot', '--reporter=json', `--reporter=${join(root, 'scripts/unhandled.ts')}`];
  const code = await run([...command, ...reporters, `--outputFile.json=${report}`], { [unhandledFile]: unhandled });
  return fromReport({ report, unhandled }, code);
}

const passed = (count: number): Outcome => ({ passed: count, failed: 0, skipped: [], failures: [] });
const failed = (failures: string[]): Outcome => ({ passed: 0, failed: 1, skipped: [], failures });

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** A run that ended badly has failed, whatever it counted; so has one that ran no test. */
function fromReport(files: { report: string; unhandled: string }, code: number): Outcome {
  try {
    const report = readJson<VitestReport>(files.report);
    const tests = report.testResults.flatMap((one) => one.assertionResults);
    const skipped = tests.filter(({ status }) => status === 'skipped' || status === 'pending');
    const isBad = code !== 0 || report.numPassedTests === 0;
    return {
      passed: report.numPassedTests,
      failed: Math.max(report.numFailedTests, isBad ? 1 : 0),
      skipped: skipped.map(({ fullName }) => fullName),
      failures: failuresOf(report, existsSync(files.unhandled) ? readJson<string[]>(files.unhandled) : []),
    };
  } catch {
    return failed(['it ended without a report']);
  }
}

async function main(wanted: readonly string[]): Promise<number> {
  const chosen = checks.filter((check) =>
    wanted.includes('--quick') ? check.isQuick : wanted.length === 0 || wanted.includes(check.name),
  );
  const total: Outcome = passed(0);
  const failing: string[] = [];
  for (const [index, check] of chosen.entries()) {
    const start = performance.now();
    process.stdout.write(`\n[${index + 1}/${chosen.length}] ${check.name}\n`);
    const outcome = await outcomeOf(check);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped.push(...outcome.skipped);
    total.failures.push(...outcome.failures.map((failure) => `${check.name}: ${failure}`));
    if (outcome.failed > 0) failing.push(check.name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stdout.write(`    ${outcome.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s\n`);
  }
  if (total.skipped.length > 0)
    process.stdout.write(`\nSkipped:\n${total.skipped.map((one) => `  ${one}\n`).join('')}`);
  if (failing.length > 0) process.stdout.write(`\nFailed: ${failing.join(', ')}\n${listOf(total.failures)}`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 || chosen.length === 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
