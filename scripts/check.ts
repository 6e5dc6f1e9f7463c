// Runs the checks of scripts/checks.ts one after another, shows how far it is, and ends with how many passed and failed.
// `--quick` leaves out what takes minutes; names run only those.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, checks } from './checks.ts';

type Outcome = { passed: number; failed: number; skipped: string[] };
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
};

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'yntymaq-check-'));

/** Scripts of npm packages start with `#!/usr/bin/env node`; those that are programs of their own do not. */
const commandLine = ([program = '', ...rest]: readonly string[]): [string, string[]] => {
  const isScript = /\.(ts|mjs)$/.test(program) || readFileSync(join(root, program)).subarray(0, 2).toString() === '#!';
  return isScript ? [process.execPath, [program, ...rest]] : [program, rest];
};

const run = (command: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const [program, rest] = commandLine(command);
    const child = spawn(program, rest, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });

async function outcomeOf({ name, command, isVitest }: Check): Promise<Outcome> {
  if (!isVitest) return (await run(command)) === 0 ? passed(1) : { passed: 0, failed: 1, skipped: [] };
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const code = await run([...command, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]);
  return fromReport(report, code);
}

const passed = (count: number): Outcome => ({ passed: count, failed: 0, skipped: [] });

/** A run that ended badly has failed, whatever it counted; so has one that ran no test. */
function fromReport(file: string, code: number): Outcome {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const tests = report.testResults.flatMap((one) => one.assertionResults);
    const skipped = tests.filter(({ status }) => status === 'skipped' || status === 'pending');
    const isBad = code !== 0 || report.numPassedTests === 0;
    return {
      passed: report.numPassedTests,
      failed: Math.max(report.numFailedTests, isBad ? 1 : 0),
      skipped: skipped.map(({ fullName }) => fullName),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

async function main(wanted: readonly string[]): Promise<number> {
  const chosen = checks.filter((check) =>
    wanted.includes('--quick') ? check.isQuick : wanted.length === 0 || wanted.includes(check.name),
  );
  const total: Outcome = passed(0);
  const failed: string[] = [];
  for (const [index, check] of chosen.entries()) {
    const start = performance.now();
    process.stdout.write(`\n[${index + 1}/${chosen.length}] ${check.name}\n`);
    const outcome = await outcomeOf(check);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped.push(...outcome.skipped);
    if (outcome.failed > 0) failed.push(check.name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stdout.write(`    ${outcome.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s\n`);
  }
  if (total.skipped.length > 0)
    process.stdout.write(`\nSkipped:\n${total.skipped.map((one) => `  ${one}\n`).join('')}`);
  if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 || chosen.length === 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
