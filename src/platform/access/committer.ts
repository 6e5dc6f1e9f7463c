/** Takes what must be on record, and returns when it is. */
export type Committer = (proof: string) => Promise<void>;

type Waiting = { proof: string; written: () => void; failed: (error: unknown) => void };
type Options = {
  /** Writes all of them or none. */
  write: (proofs: readonly string[]) => Promise<void>;
  /** How many are written at once at most. */
  most?: number;
  /** After how many milliseconds a caller no longer waits. It may have been written all the same. */
  patience?: number;
};

/** It did not come on record in time. */
export class NotRecorded extends Error {}

/**
 * Writes what many callers bring as one: the first goes out at once, and what comes while it is being written goes together
 * with the next. So a lone caller waits for one commit, and a hundred wait for two. One that cannot be written fails
 * alone; the others of its group are written without it.
 */
export function openCommitter({ write, most = 500, patience = 5000 }: Options): Committer {
  const queue: Waiting[] = [];
  let isWriting = false;

  const writeAlone = (each: Waiting) => write([each.proof]).then(each.written, each.failed);
  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await write(group.map(({ proof }) => proof));
      for (const { written } of group) written();
    } catch (error) {
      if (group.length === 1) group[0]?.failed(error);
      else for (const each of group) await writeAlone(each);
    }
  }
  async function writeAll(): Promise<void> {
    isWriting = true;
    while (queue.length > 0) await writeGroup(queue.splice(0, most));
    isWriting = false;
  }

  return async (proof) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { proof, written: resolve, failed: reject };
    const timer = setTimeout(() => {
      if (queue.includes(waiting)) queue.splice(queue.indexOf(waiting), 1);
      reject(new NotRecorded('the record of what was opened was not written in time'));
    }, patience);
    queue.push(waiting);
    if (!isWriting) void writeAll();
    await promise.finally(() => clearTimeout(timer));
  };
}
