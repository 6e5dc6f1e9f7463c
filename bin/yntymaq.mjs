#!/usr/bin/env node
// The command line. Starts on Node 20 or newer, and goes on with the Node that npm installs beside the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeReady, explain } from '../scripts/ready.mjs';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

try {
  await makeReady('cli');
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
const node = existsSync(at('node_modules/.bin/node')) ? at('node_modules/.bin/node') : process.execPath;
const program = spawn(node, [at('src/cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal));
program.once('exit', (status, signal) => {
  if (signal) process.kill(process.pid, 'SIGKILL');
  else process.exitCode = status ?? 1;
});
