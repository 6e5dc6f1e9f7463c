import { stripVTControlCharacters } from 'node:util';

/** What vitest writes with `--reporter=json`, as far as it is read here. */
export type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
};

const [mostFailures, mostLines, mostLetters] = [40, 3, 300];

/** What failed, and the first lines of why, without colours. */
function told(what: string, why: string): string {
  const said = stripVTControlCharacters(why)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [what, ...said.slice(0, mostLines)].join('\n    ').slice(0, mostLetters);
}

/** Every failed test by its full name, every file that could not be run, and every error outside the tests. */
export function failuresOf({ testResults }: Pick<VitestReport, 'testResults'>, unhandled: readonly string[]): string[] {
  const inFiles = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [told(name, message)];
    return failed.map(({ fullName, failureMessages }) => told(fullName, failureMessages?.[0] ?? ''));
  });
  return [...inFiles, ...unhandled.map((error) => told('outside the tests', error.split('\n')[0] ?? ''))];
}

/** As many as the end of a log has room for. */
export function listOf(failures: readonly string[]): string {
  const left = failures.length - mostFailures;
  return [...failures.slice(0, mostFailures), ...(left > 0 ? [`and ${left} more`] : [])]
    .map((failure) => `  ${failure}\n`)
    .join('');
}
