import { chmod, chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { KeyRing } from '../crypto/keyRing.ts';
import type { Place, Settings } from '../postgres/index.ts';
import { decompressed } from './compress.ts';
import { type ClusterManifest, names } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { opened } from './seal.ts';
import type { Target } from './target.ts';
import { isArchived, isSegment, numberOf, timelineOf } from './walNames.ts';

type From = { target: Target; ring: KeyRing; manifest: ClusterManifest; place: Place };

/** Gives a recovering Postgres the log it asks for. */
export type LogFeed = {
  settings: Settings;
  /** Why recovery must not go on; undefined while it may. */
  refused: () => BackupRefused | undefined;
  stop: () => Promise<void>;
};

/**
 * Postgres asks for pieces of its log by a shell command, as a user who may hold no key. So the command only leaves a wish in
 * a folder and waits; this process, which has the keys, opens the piece and puts it there. Ends with this process: the
 * command looks whether it lives.
 */
export async function feedLog(from: From): Promise<LogFeed> {
  const folder = path.join(from.place.folder, 'feed');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const { account } = from.place;
  await writeFile(path.join(folder, 'fetch.sh'), script, { mode: 0o600 });
  if (account) for (const at of [path.join(folder, 'fetch.sh'), folder]) await chown(at, account.uid, account.gid);
  const there = await archivedNames(from);
  const [ends, state] = [new AbortController(), { refused: undefined as BackupRefused | undefined }];
  const feeding = feed(from, { folder, there, signal: ends.signal, state });
  return {
    settings: { restore_command: `/bin/sh ${quotedForShell(path.join(folder, 'fetch.sh'))} ${process.pid} %f %p` },
    refused: () => state.refused,
    stop: async () => {
      ends.abort();
      await feeding;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a setting of Postgres `%` begins a placeholder. */
const quotedForShell = (text: string): string => `'${text.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;

/** Status 1 says that there is no such piece, which is how recovery finds the end; above 125 it stops. */
const script = `
here=$(dirname "$0"); pid=$1; name=$2; to=$3
: > "$here/$name.wish"
while [ -d "/proc/$pid" ]; do
  if [ -e "$here/$name.here" ]; then mv "$here/$name.here" "$to" && exit 0 || exit 126; fi
  if [ -e "$here/$name.none" ]; then rm -f "$here/$name.none"; exit 1; fi
  if [ -e "$here/stop" ]; then exit 126; fi
  sleep 0.01
done
exit 126
`;

async function archivedNames({ target, manifest }: From): Promise<ReadonlySet<string>> {
  const kept = await target.list(names.log(manifest.line));
  return new Set(kept.map(({ name }) => path.posix.basename(name)).filter(isArchived));
}

type Feeding = {
  folder: string;
  there: ReadonlySet<string>;
  signal: AbortSignal;
  state: { refused: BackupRefused | undefined };
};

async function feed(from: From, { folder, there, signal, state }: Feeding): Promise<void> {
  while (!signal.aborted) {
    const wishes = (await readdir(folder)).filter((name) => name.endsWith('.wish'));
    for (const wish of wishes) {
      await rm(path.join(folder, wish));
      try {
        await grant(from, { folder, there, name: wish.slice(0, -'.wish'.length) });
      } catch (error) {
        state.refused = error instanceof BackupRefused ? error : new BackupRefused('damaged', String(error));
        await writeFile(path.join(folder, 'stop'), '');
      }
    }
    if (wishes.length === 0) await delay(5, undefined, { signal }).catch(() => undefined);
  }
}

async function grant(from: From, { folder, there, name }: Pick<Feeding, 'folder' | 'there'> & { name: string }) {
  if (!there.has(name)) {
    checkNoGap(from.manifest, there, name);
    await writeFile(path.join(folder, `${name}.none`), '', { mode: 0o600 });
    // Removed by the command, as another user: the folder is that user's.
    return;
  }
  const { target, ring, manifest, place } = from;
  const about = names.segment(manifest.line, name);
  const draft = path.join(folder, `${name}.draft`);
  const file = await open(draft, 'w', 0o600);
  try {
    for await (const chunk of decompressed(opened(target.get(about), { ring, about }))) await file.write(chunk);
  } finally {
    await file.close();
  }
  if (place.account) await chown(draft, place.account.uid, place.account.gid);
  await chmod(draft, 0o600);
  await rename(draft, path.join(folder, `${name}.here`));
}

/** Where a piece is missing but a later one is there, recovery would end too early and say nothing. */
function checkNoGap({ wal }: ClusterManifest, there: ReadonlySet<string>, name: string): void {
  if (!isSegment(name)) return;
  const number = numberOf(name, wal.segmentBytes);
  // The backup itself holds those up to its end.
  if (number <= numberOf(wal.last, wal.segmentBytes)) return;
  const later = [...there]
    .filter((each) => isSegment(each) && timelineOf(each) === timelineOf(name))
    .filter((each) => numberOf(each, wal.segmentBytes) > number);
  if (later.length > 0)
    throw new BackupRefused(
      'missing',
      `The log is not whole: ${name} is missing, and ${later.length} later pieces are there. Restore to a moment before it, or from a later backup`,
    );
}
