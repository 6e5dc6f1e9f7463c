import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Work in threads that says one thing after the other and waits after each until it was dealt with, so that never more than
 * one lies in memory. @typeParam Said what the script says; `undefined` ends one piece of work
 */
export type Threads<Ask, Said> = {
  /** @throws ThreadEnded when it took too long, or more memory than it may */
  work(ask: Ask): AsyncGenerator<Said>;
};
export class ThreadEnded extends Error {
  readonly why: 'too-long' | 'too-large';
  constructor(why: 'too-long' | 'too-large') {
    super(why);
    this.why = why;
  }
}

type Setup = {
  script: URL;
  /** How long a thread may be silent, in milliseconds. */
  patience?: number;
  heapMb?: number;
};
/** A thread that nobody needs for a while ends. */
const keptFor = 20_000;

/** Threads that wait for work, each until it was not needed for a while. */
function openIdle({ script, heapMb = 512 }: Setup) {
  const idle = new Map<Worker, NodeJS.Timeout>();
  const take = (): Worker => {
    const [kept] = idle.keys();
    if (!kept) return new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    clearTimeout(idle.get(kept));
    idle.delete(kept);
    forget(kept);
    kept.ref();
    return kept;
  };
  const keep = (thread: Worker): void => {
    thread.unref();
    forget(thread);
    const end = () => {
      idle.delete(thread);
      void thread.terminate();
    };
    thread.once('error', end);
    thread.once('exit', end);
    idle.set(thread, setTimeout(end, keptFor).unref());
  };
  return { take, keep };
}

/** As many threads as there are cores, made when they are needed. */
export function openThreads<Ask, Said>(setup: Setup): Threads<Ask, Said> {
  const idle = openIdle(setup);
  const waiting: (() => void)[] = [];
  let free = Math.max(1, availableParallelism());
  async function* work(ask: Ask): AsyncGenerator<Said> {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const thread = idle.take();
    let isFit = false;
    try {
      yield* saidBy<Ask, Said>(thread, ask, setup.patience ?? 60_000);
      isFit = true;
    } finally {
      if (isFit) idle.keep(thread);
      else void thread.terminate();
      // Whoever ends hands its place to the one that has waited longest.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  }
  return { work };
}

/** Only what was listened to here: what Node itself listens to must stay. */
const forget = (thread: Worker): void => {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
};

async function* saidBy<Ask, Said>(thread: Worker, ask: Ask, patience: number): AsyncGenerator<Said> {
  let next: Ask | 'on' = ask;
  while (true) {
    const said: Said | undefined = await answerOf(thread, next, patience);
    if (said === undefined) return;
    yield said;
    next = 'on';
  }
}

/** What a thread answers to one message. */
function answerOf<Said>(thread: Worker, message: unknown, patience: number): Promise<Said | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Said | undefined>();
  const timer = setTimeout(() => reject(new ThreadEnded('too-long')), patience);
  forget(thread);
  thread.once('message', (said: { said?: Said }) => resolve(said.said));
  thread.once('exit', () => reject(new ThreadEnded('too-long')));
  thread.once('error', (error: Error & { code?: string }) =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadEnded('too-large') : error),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  thread.postMessage(message);
  return promise.finally(() => clearTimeout(timer));
}
