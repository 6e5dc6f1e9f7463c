import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresOf, type Program, startProgram } from '../test/program.ts';

const root = join(import.meta.dirname, '..');

/** The whole product, running in a process of its own on a data folder of its own. */
export type Product = {
  /** Where it serves now; after a restart this may be another port. */
  address: () => Promise<string>;
  /** All that the running process has printed. */
  said: () => string;
  /** The process that serves now. */
  pid: () => number;
  /** The process of its Postgres now. */
  postgres: () => number;
  /** The file in which its Postgres says where it listens. */
  postmaster: () => string;
  /** Kills the process without a word and starts another on the same data. */
  restart: () => Promise<void>;
  /** Ends it as Ctrl-C does and removes its data. */
  stop: () => Promise<void>;
};

/** The variable that names a data folder in which the demonstration is loaded already; see loaded.ts. */
export const loadedFolder = 'E2E_LOADED';

/** Settings under which the data of another start cannot be read, or are not wanted. */
const ofOneStart = ['DATABASE_URL', 'YNTYMAQ_DEMO', 'YNTYMAQ_KEYS', 'YNTYMAQ_KEY_FILE', 'YNTYMAQ_SECRET', 'NODE_ENV'];

/** Copies what is loaded, owners and all: its Postgres may belong to another user. */
function copyLoaded(dataFolder: string, settings: Readonly<Record<string, string>>): void {
  const loaded = process.env[loadedFolder];
  if (!loaded || ofOneStart.some((name) => name in settings)) return;
  execFileSync('cp', ['-a', loaded, dataFolder]);
}

/** Starts the product as its user does, with its demonstration, and waits until it serves. */
export async function startProduct(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'yntymaq-e2e-'));
  // Run as root, its Postgres belongs to another user, who must pass through.
  await chmod(folder, 0o755);
  const dataFolder = join(folder, 'data');
  copyLoaded(dataFolder, settings);
  const start = (): Program => startProgram({ settings: { YNTYMAQ_DATA: dataFolder, ...settings } });
  let program = start();
  const stop = async () => {
    if (program.child.exitCode === null && program.child.signalCode === null) await program.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  await program.address.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    address: () => program.address,
    said: () => program.said(),
    pid: () => program.child.pid ?? 0,
    postgres: () => postgresOf(dataFolder),
    postmaster: () => join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'),
    restart: async () => {
      await program.end('SIGKILL');
      program = start();
    },
    stop,
  };
}

/** Real pages that lie beside some checkouts and are not part of the product. */
export const documentsFolder = join(root, '../shared/documents');
export const hasDocuments = existsSync(documentsFolder);
export const bulletinsFolder = join(root, 'demo/bulletins');
