import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';

const markerOf = (root) => path.join(root, 'dist', '.built');
/** Tests are not built, and what is generated follows from the rest. */
const isSource = (name) => !/\.test\.tsx?$/.test(name) && !name.startsWith(path.join('src', 'generated'));

/** What the built pages depend on, in a fixed order. */
function sourcesOf(root) {
  const inSource = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter(isSource);
  const beside = ['index.html', 'vite.config.ts', 'package-lock.json', 'package.json'];
  return [...inSource, ...beside.filter((name) => existsSync(path.join(root, name)))].toSorted((one, other) =>
    one < other ? -1 : 1,
  );
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const name of sourcesOf(root)) {
    const bytes = readFileSync(path.join(root, name));
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

const hasBuildScript = (root) =>
  Boolean(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts?.build);

/** @returns {boolean} whether dist/ is what the sources would build now */
export function isBuilt(root) {
  if (!hasBuildScript(root)) return true;
  return existsSync(markerOf(root)) && readFileSync(markerOf(root), 'utf8') === fingerprint(root);
}

/** Builds the pages. What changes while it builds is built the next time. */
export async function build(root, say) {
  say('Building the pages');
  const wanted = fingerprint(root);
  const began = Date.now();
  const { succeeded, output } = await npm(['run', 'build'], { cwd: root, say });
  if (!succeeded) throw new Error(`npm run build failed.\n${output}`);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(markerOf(root), wanted);
  say(`Built in ${Math.round((Date.now() - began) / 1000)} s`);
}
