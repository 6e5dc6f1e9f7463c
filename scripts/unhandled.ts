import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** The variable that names the file for errors outside every test, which the report of the tests does not hold. */
export const unhandledFile = 'CHECK_UNHANDLED';

/** Writes them into that file, each as a text. */
export default class Unhandled implements Reporter {
  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (_, errors) => {
    const file = process.env[unhandledFile];
    const texts = errors.map(({ name = 'Error', message }) => `${name}: ${message}`);
    if (file !== undefined) writeFileSync(file, JSON.stringify(texts));
  };
}
