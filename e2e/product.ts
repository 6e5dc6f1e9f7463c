import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export type Product = {
  address: string;
  /** All that it has printed so far. */
  output: () => string;
  child: ChildProcess;
  /** Sends a signal and waits until the process has ended. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts the product as its user does, and waits for the line with its address. */
export async function startProduct(environment: Record<string, string>): Promise<Product> {
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    env: { ...withoutOwnSettings(), PORT: '0', YNTYMAQ_LOG: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (printed += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /^Yntymaq: (\S+)$/m.exec(printed)?.[1];
      if (found) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with ${code} before it served:\n${printed}`)));
  });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { address, output: () => printed, child, end };
}

/** The tests' own settings must not reach the product. */
const withoutOwnSettings = (): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(YNTYMAQ_|DATABASE_|NODE_ENV$|VITEST)/.test(name)),
  );

/** A data folder that goes away with the test. */
export async function dataFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'yntymaq-e2e-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The five real pages, which a newcomer's clone does not have beside it. */
export const documentsFolder = join(root, '../shared/documents');
export const hasDocuments = existsSync(documentsFolder);
