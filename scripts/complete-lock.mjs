// Completes package-lock.json with packages for other platforms which the registry at hand could not offer, because
// without them `npm ci` refuses the file. Such an entry has no integrity: npm skips it on this platform and asks the
// registry on its own. Run it after each change of the lock file; `--check` changes nothing and fails instead. Another
// file than ours may be named.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const platforms = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The places where Node would look for `name` from a package at `at`, the nearest first. */
function placesFor(name, at) {
  const places = [];
  for (let folder = at; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))))
    places.push(`${folder}/node_modules/${name}`);
  return [...places, `node_modules/${name}`];
}

/** What the name says about the machine, as in `@biomejs/cli-linux-arm64-musl`. Undefined when it says nothing. */
function machineOf(name) {
  const words = name.replace('linuxmusl', 'linux-musl').split(/[-/]/);
  const os = platforms.filter((platform) => words.includes(platform));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length === 0 && !cpu.includes('wasm32')) return undefined;
  const libc = words.flatMap((word) => (word.startsWith('musl') ? ['musl'] : word.startsWith('gnu') ? ['glibc'] : []));
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(libc.length > 0 && { libc }) };
}

/**
 * @param {Record<string, object>} packages of the lock file
 * @returns {{ missing: Record<string, object>, unknown: string[] }} entries to add, and names that tell no platform
 */
export function findMissing(packages) {
  const missing = {};
  const unknown = [];
  for (const [at, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (placesFor(name, at).some((place) => packages[place])) continue;
      const machine = machineOf(name);
      if (machine && /^\d/.test(version))
        missing[`node_modules/${name}`] = { version, ...machine, ...(dev && { dev }), optional: true };
      else unknown.push(`${name}@${version}, wanted by ${at || 'package.json'}`);
    }
  return { missing, unknown };
}

/** Places that hold an address of a registry; it would tie everyone to the one the file was written against. */
export const findAddresses = (packages) =>
  Object.keys(packages).filter((at) => packages[at].resolved !== undefined && packages[at].link !== true);

function sorted(packages) {
  const { '': own, ...others } = packages;
  const places = Object.keys(others).toSorted((one, other) => (one < other ? -1 : 1));
  return { '': own, ...Object.fromEntries(places.map((at) => [at, others[at]])) };
}

/** @returns {string[]} what is wrong with the file, after completing it unless `isCheck` */
export function completeLock(file, isCheck) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const { missing, unknown } = findMissing(lock.packages);
  const names = Object.keys(missing);
  if (!isCheck && names.length > 0) {
    lock.packages = sorted({ ...lock.packages, ...missing });
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`Added ${names.length} entries`);
  }
  return [
    ...(isCheck ? names.map((name) => `missing: ${name}`) : []),
    ...unknown.map((name) => `cannot be completed: ${name}`),
    ...findAddresses(lock.packages).map((at) => `has an address: ${at}`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = process.argv.slice(2);
  const named = options.find((option) => option !== '--check');
  const file = named ?? fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const problems = completeLock(file, options.includes('--check'));
  for (const problem of problems) console.error(`package-lock.json ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
