// Prepares what `npm start`, `npm test` and the command line need: packages, and pages built from the sources. Does
// nothing twice. It has no dependencies and runs on Node 20, because it runs before anything is installed.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './ready/build.mjs';
import { install, isInstalled } from './ready/install.mjs';
import { takeTurn } from './ready/turn.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Standard output belongs to the command that follows.
const say = (line) => process.stderr.write(`${line}\n`);

/**
 * @param {'start' | 'test' | 'cli'} purpose the command line needs no pages
 */
export async function makeReady(purpose) {
  const isReady = () => isInstalled(root) && (purpose === 'cli' || isBuilt(root));
  if (isReady()) return;
  const giveBack = await takeTurn(path.join(root, '.cache', 'ready'), (holder) =>
    say(`Process ${holder} is installing or building; waiting for it`),
  );
  try {
    if (!isInstalled(root)) await install(root, say);
    if (purpose !== 'cli' && !isBuilt(root)) await build(root, say);
  } finally {
    giveBack();
  }
}

export function explain(error) {
  const isClosed = ['EACCES', 'EROFS', 'EPERM'].includes(error.code);
  return isClosed ? `${error.path} cannot be written: start as the user who owns ${root}` : error.message;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const purpose = process.argv[2] ?? 'start';
  if (!['start', 'test', 'cli'].includes(purpose)) {
    say(`ready.mjs: expected start, test or cli, not "${purpose}"`);
    process.exit(1);
  }
  await makeReady(purpose).catch((error) => {
    say(explain(error));
    process.exit(1);
  });
}
