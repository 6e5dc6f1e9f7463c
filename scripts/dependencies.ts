// What the program is made of, as the lock file says it, without asking anybody: every package is the one that was locked,
// may be used, and runs nothing when it is installed. `npm run audit:dependencies` asks a registry what is known of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
  os?: readonly string[];
  cpu?: readonly string[];
  dependencies?: Readonly<Record<string, string>>;
};
type Lock = { packages: Readonly<Record<string, Package>> };
type Manifest = {
  allowScripts?: Readonly<Record<string, boolean>>;
} & Readonly<Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>>;

/** Licences under which a part may be used here; of several, each has to be one of them, or one of a choice. */
const allowed = new Set(
  '0BSD Apache-2.0 BlueOak-1.0.0 BSD BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT MIT-0 MIT/X11 OFL-1.1 Python-2.0 Unlicense Zlib'
    .split(' ')
    // Used as they are, beside the program: libvips behind sharp, lightningcss and axe-core in building and testing.
    .concat('LGPL-3.0-or-later', 'MPL-2.0'),
);
/** Packages that say their licence in a file alone, which was read. */
const readByHand: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Whether a licence as SPDX writes it may be used. */
export function mayBeUsed(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, '');
  return bare.split(' AND ').every((part) => part.split(' OR ').some((choice) => allowed.has(choice.trim())));
}

/** A place that the registry at hand could not offer: another platform's part, which npm skips here. */
const isElsewhere = ({ integrity, optional, os, cpu }: Package): boolean =>
  integrity === undefined && optional === true && (os !== undefined || cpu !== undefined);

const fromRegistry = (wanted: string): boolean =>
  /^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\^~<>=*\d|][\w\s.^~<>=*|+-]*$/.test(wanted);

/** What is wrong with the packages; empty where all is well. */
export function faultsIn({ packages }: Lock, manifest: Manifest): string[] {
  const faults: string[] = [];
  for (const [place, found] of Object.entries(packages)) {
    if (place === '') continue;
    const name = nameOf(place);
    if (found.resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(found.resolved))
      faults.push(`${place}: comes from elsewhere than a registry`);
    if (found.hasInstallScript && manifest.allowScripts?.[name] !== false)
      faults.push(`${place}: would run a script when it is installed; "allowScripts" has to say false`);
    if (isElsewhere(found)) continue;
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(found.integrity ?? '')) faults.push(`${place}: has no hash of its bytes`);
    const licence = found.license ?? readByHand[name];
    if (licence === undefined || !mayBeUsed(licence)) faults.push(`${place}: licence ${licence ?? 'unknown'}`);
  }
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const)
    for (const [name, wanted] of Object.entries(manifest[kind] ?? {}))
      if (!fromRegistry(wanted)) faults.push(`${name}: wanted from ${wanted}, not from a registry`);
  return faults;
}

if (import.meta.main) {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8')) as T;
  const lock = read<Lock>('package-lock.json');
  const faults = faultsIn(lock, read<Manifest>('package.json'));
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  const count = Object.keys(lock.packages).length - 1;
  process.stdout.write(`${count} packages, ${faults.length} faults\n`);
  process.exitCode = faults.length > 0 || count < 100 ? 1 : 0;
}
