import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A run of the whole program in a process of its own. */
export type Program = {
  child: ChildProcess;
  /** Everything it has printed so far. */
  said: () => string;
  /** Resolves with its address once it serves; rejects with what it said when it ends before. */
  address: Promise<string>;
  /** How it ended: its status, or the signal. */
  ended: Promise<number | NodeJS.Signals>;
  /** Sends a signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals>;
};

type How = {
  /** Settings, on top of an environment without any. */
  settings?: Readonly<Record<string, string>>;
  /** Program and arguments; by default the server itself. */
  command?: readonly [string, ...string[]];
  cwd?: string;
};

/** What a terminal would hand on, without what a test runner adds. */
const plainEnvironment = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

/** Starts the program on any free port. */
export function startProgram({ settings = {}, command, cwd = '.' }: How): Program {
  const [file, ...options] = command ?? [process.execPath, path.resolve('src/server.ts')];
  const env = { ...plainEnvironment, PORT: '0', YNTYMAQ_LOG: 'silent', ...settings };
  const child = spawn(file, options, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (status, signal) => resolve(signal ?? status ?? -1));
  });
  const address = new Promise<string>((resolve, reject) => {
    const listen = (text: string) => {
      said += text;
      const found = /^Yntymaq: (http\S+)$/m.exec(said);
      if (found?.[1]) resolve(found[1]);
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
    void ended.then((how) => reject(new Error(`It ended (${how}): ${said}`)));
  });
  // Whoever expects it to end does not ask for the address.
  address.catch(() => undefined);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { child, said: () => said, address, ended, end };
}

/** The process of the embedded Postgres of a data folder. */
export const postgresOf = (dataFolder: string): number =>
  Number.parseInt(readFileSync(path.join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10);
