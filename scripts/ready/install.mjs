import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { npm } from './npm.mjs';

// A production start builds too, so it needs the tools; and Node itself is among the optional packages.
const completely = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];

const markerOf = (root) => path.join(root, 'node_modules', '.yntymaq');
const readOr = (file, otherwise) => (existsSync(file) ? readFileSync(file, 'utf8') : otherwise);

const readJson = (file) => JSON.parse(readOr(file, '{}'));

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const name of ['package.json', 'package-lock.json']) hash.update(readOr(path.join(root, name), ''));
  return hash.digest('hex');
}

/** Whether npm's own record of node_modules has every package of the lock file, as after an install by hand. */
function hasEveryPackage(root) {
  const { packages: wanted = {} } = readJson(path.join(root, 'package-lock.json'));
  const { packages: present = {} } = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!asksForTheSame(readJson(path.join(root, 'package.json')), wanted[''] ?? {})) return false;
  const names = Object.keys(wanted).filter((name) => name !== '');
  return names.every((name) =>
    present[name] ? present[name].version === wanted[name].version : mayBeAbsent(wanted[name]),
  );
}

const asksForTheSame = (one, other) =>
  ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) =>
    isDeepStrictEqual({ ...one[kind] }, { ...other[kind] }),
  );

/** A package that is there only for some machines, and not clearly for this one. */
const mayBeAbsent = ({ optional, os = [], cpu = [], libc = [] }) =>
  optional === true && !(os.includes(process.platform) && cpu.includes(process.arch) && !libc.includes('musl'));

export const isInstalled = (root) => readOr(markerOf(root), '') === fingerprint(root);

/** Installs exactly what the lock file says. Runs no script of any package. */
export async function install(root, say) {
  const wanted = fingerprint(root);
  if (!hasEveryPackage(root)) await installPackages(root, say);
  if (!existsSync(path.join(root, 'node_modules', '.bin', 'node')) && Number.parseInt(process.versions.node, 10) < 24)
    throw new Error(`npm has no Node 24 for ${process.platform}-${process.arch}: install Node 24 yourself`);
  // With nothing to install, npm makes no folder.
  mkdirSync(path.dirname(markerOf(root)), { recursive: true });
  writeFileSync(markerOf(root), wanted);
}

async function installPackages(root, say) {
  say('Installing the packages (the first time this takes about a minute)');
  const began = Date.now();
  const first = await npm(['ci', ...completely], { cwd: root, say });
  if (!first.succeeded) {
    if (!/in sync|Missing: .* from lock file/.test(first.output)) throw new Error(`npm ci failed.\n${first.output}`);
    say('The lock file does not name every package; installing what package.json asks for');
    const second = await npm(['install', '--no-save', ...completely], { cwd: root, say });
    if (!second.succeeded) throw new Error(`npm install failed.\n${second.output}`);
  }
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s`);
}
