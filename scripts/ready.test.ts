import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const node = process.execPath;
const folders: string[] = [];

function newFolder(...parts: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ready-'));
  folders.push(folder);
  mkdirSync(path.join(folder, ...parts), { recursive: true });
  return path.join(folder, ...parts);
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Ended = { status: number | null; said: string };

const endOf = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    let said = '';
    const keep = (text: Buffer) => {
      said += text.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('close', (status) => resolve({ status, said }));
  });

const builds = `import { appendFileSync, mkdirSync } from 'node:fs';
setTimeout(() => { mkdirSync('dist', { recursive: true }); appendFileSync('dist/times', 'x'); }, 300);`;

/** A project with our scripts, one source and a build that leaves a mark each time. */
function newProject(manifest: Record<string, unknown> = {}): string {
  const root = newFolder('Ынтымақ, бір жоба');
  cpSync(path.resolve('scripts'), path.join(root, 'scripts'), { recursive: true });
  const own = { name: 'project', version: '1.0.0', type: 'module', scripts: { build: 'node build.mjs' } };
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ ...own, ...manifest }));
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'project' } } };
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(path.join(root, 'build.mjs'), builds);
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src', 'page.ts'), '1');
  return root;
}

const makeReady = (root: string, purpose = 'start'): Promise<Ended> =>
  endOf(spawn(node, [path.join(root, 'scripts', 'ready.mjs'), purpose], { cwd: tmpdir() }));
const timesBuilt = (root: string): number => readFileSync(path.join(root, 'dist', 'times'), 'utf8').length;

test('the first run installs and builds, from any folder, and the second does nothing', async () => {
  const root = newProject();
  const first = await makeReady(root);
  expect(first).toEqual({ status: 0, said: expect.stringMatching(/Building the pages\nBuilt in \d+ s\n$/) });
  expect(await makeReady(root)).toEqual({ status: 0, said: '' });
  expect(timesBuilt(root)).toBe(1);
});

test('a changed source is built again; a changed test is not', async () => {
  const root = newProject();
  await makeReady(root);
  writeFileSync(path.join(root, 'src', 'page.test.ts'), '2');
  expect((await makeReady(root)).said).toBe('');
  writeFileSync(path.join(root, 'src', 'page.ts'), '2');
  expect((await makeReady(root)).said).toContain('Building the pages');
  rmSync(path.join(root, 'src', 'page.ts'));
  expect((await makeReady(root)).said).toContain('Building the pages');
  expect(timesBuilt(root)).toBe(3);
});

test('the command line needs no pages', async () => {
  const root = newProject();
  await makeReady(root, 'cli');
  expect(existsSync(path.join(root, 'dist'))).toBe(false);
});

test('of several that start at the same moment one builds, and the others wait for it', async () => {
  const root = newProject();
  const ended = await Promise.all([1, 2, 3, 4].map(() => makeReady(root)));
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(timesBuilt(root)).toBe(1);
  expect(ended.filter(({ said }) => said.includes('waiting for it')).length).toBeGreaterThan(0);
});

test('a build that fails is shown, and tried again the next time', async () => {
  const root = newProject();
  writeFileSync(path.join(root, 'build.mjs'), `console.log('page.ts is wrong'); process.exit(1)`);
  expect(await makeReady(root)).toEqual({ status: 1, said: expect.stringContaining('page.ts is wrong') });
  writeFileSync(path.join(root, 'build.mjs'), builds);
  expect((await makeReady(root)).status).toBe(0);
});

test('a lock file that lacks a package does not prevent the start, and is left as it is', async () => {
  const root = newProject({ dependencies: { beside: 'file:beside' } });
  mkdirSync(path.join(root, 'beside'));
  writeFileSync(path.join(root, 'beside', 'package.json'), '{"name":"beside","version":"1.0.0"}');
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const first = await makeReady(root);
  expect(first).toEqual({ status: 0, said: expect.stringContaining('The lock file does not name every package') });
  expect(existsSync(path.join(root, 'node_modules', 'beside', 'package.json'))).toBe(true);
  expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).toBe(lock);
  expect((await makeReady(root)).said).toBe('');
});

const inTurn = (folder: string, then: string) =>
  spawn(node, [
    '--input-type=module',
    '-e',
    `import { readFileSync, writeFileSync } from 'node:fs';
     import { takeTurn } from ${JSON.stringify(pathToFileURL(path.resolve('scripts/ready/turn.mjs')).href)};
     const giveBack = await takeTurn(${JSON.stringify(path.join(folder, 'turns'))}, () => undefined);
     const counted = Number(readFileSync(${JSON.stringify(path.join(folder, 'count'))}, 'utf8'));
     await new Promise((resolve) => setTimeout(resolve, 15));
     writeFileSync(${JSON.stringify(path.join(folder, 'count'))}, String(counted + 1));
     ${then}`,
  ]);

test('no two processes have the turn at once, also when some are killed during theirs', async () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'count'), '0');
  const endings = ['giveBack();', `process.kill(process.pid, 'SIGKILL');`, 'giveBack();'];
  for (let round = 0; round < 4; round += 1) await Promise.all(endings.map((then) => endOf(inTurn(folder, then))));
  expect(readFileSync(path.join(folder, 'count'), 'utf8')).toBe('12');
});

const completeLock = (file: string, ...options: string[]): { status: number; said: string } => {
  try {
    const said = execFileSync(node, ['scripts/complete-lock.mjs', file, ...options], { stdio: 'pipe' });
    return { status: 0, said: said.toString() };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    return { status, said: stderr.toString() };
  }
};

test('a lock file without the packages of other platforms is reported, then completed with their machine', () => {
  const file = path.join(newFolder(), 'package-lock.json');
  const optionalDependencies = {
    '@a/b-linux-arm64-musl': '1.2.3',
    '@a/b-win32-x64-msvc': '1.2.3',
    '@a/b-linux-x64': '1.2.3',
  };
  const present = { version: '1.2.3', integrity: 'sha512-x', optional: true };
  const packages = {
    '': { name: 'x' },
    'node_modules/@a/b': { version: '1.2.3', dev: true, optionalDependencies },
    'node_modules/@a/b-linux-x64': present,
  };
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
  expect(completeLock(file, '--check')).toEqual({
    status: 1,
    said: expect.stringMatching(/missing: .*b-linux-arm64-musl\n.*missing: .*b-win32-x64-msvc\n$/),
  });
  expect(completeLock(file).status).toBe(0);
  expect(completeLock(file, '--check').status).toBe(0);
  const completed = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
  expect(completed.packages['node_modules/@a/b-linux-x64']).toEqual(present);
  expect(completed.packages['node_modules/@a/b-linux-arm64-musl']).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    os: ['linux'],
    libc: ['musl'],
    dev: true,
    optional: true,
  });
});

test('an address of a registry in a lock file is reported', () => {
  const file = path.join(newFolder(), 'package-lock.json');
  const packages = { '': {}, 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } };
  writeFileSync(file, JSON.stringify({ packages }));
  expect(completeLock(file, '--check')).toEqual({ status: 1, said: expect.stringContaining('has an address') });
});

test('our own lock file is complete', () => {
  expect(completeLock('package-lock.json', '--check')).toEqual({ status: 0, said: '' });
});
