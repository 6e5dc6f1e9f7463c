import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readBrought, type ReadPaper, type ReadRefusal, type ToRead } from './extract.server.ts';

/** Up to here reading a text takes a few milliseconds. */
const smallBytes = 200_000;
const heap = { maxOldGenerationSizeMb: 1024 };
const watched = 100;
/** A thread that has read much is not kept, nor one that nobody needs for a while. */
const heavyBytes = 2_000_000;
const keptFor = 20_000;

/** How long a reader is waited for, in milliseconds, and by how many bytes the whole program may grow meanwhile. */
const usual = { patience: 60_000, growth: 1_200_000_000 };

type Outcome = ReadPaper | { refused: ReadRefusal };

const mostThreads = Math.max(1, availableParallelism());
const idle = new Map<Worker, NodeJS.Timeout>();
const waiting: (() => void)[] = [];
let free = mostThreads;

/** Whoever ends hands its place to the one that has waited longest. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

function takeThread(): Worker {
  const [kept] = idle.keys();
  if (!kept) return new Worker(new URL('./reading.worker.ts', import.meta.url), { resourceLimits: heap });
  clearTimeout(idle.get(kept));
  idle.delete(kept);
  forget(kept);
  kept.ref();
  return kept;
}

/** Only what was listened to here: what Node itself listens to must stay. */
const forget = (thread: Worker): void => {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
};

/** Keeps a thread for the next document, without keeping the program alive for it. */
function keepThread(thread: Worker): void {
  thread.unref();
  forget(thread);
  const end = () => {
    idle.delete(thread);
    void thread.terminate();
  };
  thread.once('error', end);
  thread.once('exit', end);
  idle.set(thread, setTimeout(end, keptFor).unref());
}

/** What a thread answers; when it ends before, why. `stop` ends it with a reason. */
function answerOf(thread: Worker, brought: ToRead) {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome & { isEnded?: true }>();
  thread.once('message', resolve);
  thread.once('exit', () => resolve({ refused: 'document-too-long', isEnded: true }));
  thread.once('error', (error: Error & { code?: string }) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? resolve({ refused: 'document-unpacks-too-large', isEnded: true })
      : reject(error),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  thread.postMessage(brought);
  const stop = (refused: ReadRefusal) => {
    resolve({ refused, isEnded: true });
    void thread.terminate();
  };
  return { answer: promise, stop };
}

async function inThread(brought: ToRead, { patience, growth }: typeof usual): Promise<Outcome> {
  const thread = takeThread();
  const { answer, stop } = answerOf(thread, brought);
  const timer = setTimeout(() => stop('document-too-long'), patience);
  const before = process.memoryUsage.rss();
  const watch = setInterval(
    () => process.memoryUsage.rss() - before > growth && stop('document-unpacks-too-large'),
    watched,
  );
  let isFit = false;
  try {
    const { isEnded = false, ...outcome } = await answer;
    isFit = !isEnded && brought.bytes.byteLength < heavyBytes;
    return outcome;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    if (isFit) keepThread(thread);
    else await thread.terminate();
  }
}

/**
 * Reads what was brought: a small text at once; a large one, and every paper, in a thread of its own, so that nobody else
 * waits for it and nothing in it can take more than its share of time or memory (what a paper unpacks to is on nobody's heap).
 */
export const readInTime = (brought: ToRead, limits: Partial<typeof usual> = {}): Promise<Outcome> =>
  brought.kind === 'text' && brought.bytes.byteLength <= smallBytes
    ? readBrought(brought)
    : inTurn(() => inThread(brought, { ...usual, ...limits }));
