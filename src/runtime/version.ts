import { readFileSync } from 'node:fs';

/** Which version of the program this is, such as `0.1.0`. */
export const version: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
