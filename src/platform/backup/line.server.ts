import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { alone } from './alone.server.ts';
import type { Target } from './target.ts';
import { BackupRefused } from './refused.ts';
import { names } from './manifest.ts';

const OwnSchema = z.object({ line: z.string(), place: z.string().nullable() });
type Own = z.infer<typeof OwnSchema>;
const OwnerSchema = z.object({ installation: z.string(), writer: z.string(), since: z.string() });

type Asked = {
  home: string;
  target: Target;
  /** Which vault this installation has: what is restored from its backups has the same. */
  installation: string;
  /** Goes on writing where another, of which this one is a restored copy, wrote. */
  isTakenOver?: boolean;
  now: Date;
};

const ownFile = (home: string): string => path.join(home, 'backup.json');

/**
 * The line of backups that this data folder writes. It is made at the first backup and is no part of one: what is restored
 * begins a line of its own, so two that come from one can never mix their logs.
 */
async function ownLine(home: string): Promise<Own> {
  const text = await readFile(ownFile(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return OwnSchema.parse(JSON.parse(text));
  const own = { line: randomBytes(8).toString('hex'), place: null };
  await keepOwn(home, own);
  return own;
}

async function keepOwn(home: string, own: Own): Promise<void> {
  const draft = `${ownFile(home)}.draft`;
  await writeFile(draft, `${JSON.stringify(own)}\n`, { mode: 0o600, flush: true });
  await rename(draft, ownFile(home));
}

/** Milliseconds that a slow disk may take to write down whose a target is. */
const patience = 30_000;

/**
 * Makes sure that this installation, and no other, writes to the target, and returns its line. One after another: of several
 * that come to a new target at once each would begin a line of its own.
 *
 * @throws BackupRefused when the target is that of another installation, is written by another copy of this one, is full of
 *   something else, or has lost what was in it, as a disk that is not mounted
 */
export const lineIn = (asked: Asked): Promise<string> =>
  alone({ home: asked.home, name: 'line', waits: patience }, () => claimed(asked));

async function claimed({ home, target, installation, isTakenOver, now }: Asked): Promise<string> {
  const own = await ownLine(home);
  const owner = await ownerOf(target);
  if (!owner) await mayBegin(target, own);
  else if (owner.installation !== installation)
    throw new BackupRefused('other-installation', `${target.place} holds the backups of another installation`);
  else if (owner.writer !== own.line && !isTakenOver)
    throw new BackupRefused(
      'other-installation',
      `${target.place} is where another copy of this installation keeps its backups. If that one is gone for good: npx yntymaq backup --take-over`,
    );
  if (owner?.writer !== own.line) await begin(target, { installation, writer: own.line, since: now.toISOString() });
  if (own.place !== target.place) await keepOwn(home, { ...own, place: target.place });
  return own.line;
}

async function mayBegin(target: Target, own: Own): Promise<void> {
  if (own.place === target.place)
    throw new BackupRefused(
      'target-away',
      `The backups that were in ${target.place} are not there: is the disk there?`,
    );
  const [folders, files] = [await target.folders(''), await target.list('')];
  if (folders.length + files.length > 0)
    throw new BackupRefused('not-empty', `${target.place} holds something else: give backups a folder of their own`);
}

async function begin(target: Target, owner: z.infer<typeof OwnerSchema>): Promise<void> {
  await target.put(names.owner, one(Buffer.from(`${JSON.stringify(owner)}\n`)));
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Who writes to a target: plain, as it must be read before any key is known. It protects from mistakes, not from people. */
async function ownerOf(target: Target): Promise<z.infer<typeof OwnerSchema> | undefined> {
  if (!(await target.has(names.owner))) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of target.get(names.owner)) chunks.push(chunk);
  return OwnerSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
}
