import type { Worker } from 'node:worker_threads';

/** How long a thread may be silent, in milliseconds, and by how many bytes the whole program may grow meanwhile. */
export type Limits = { patience: number; growth: number };
const usual: Limits = { patience: 60_000, growth: 1_200_000_000 };
/** How often that is looked at. */
const watched = 100;

export class ThreadEnded extends Error {
  readonly why: 'too-long' | 'too-large';
  constructor(why: 'too-long' | 'too-large') {
    super(why);
    this.why = why;
  }
}

/** Only what was listened to here: what Node itself listens to must stay. */
export const forget = (thread: Worker): void => {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
};

/** What ends a thread before it has answered, and who waits for its answer. */
type Guard = { patience: number; onEnd: (fail: (why: ThreadEnded) => void) => void; stop: () => void };
const nobody = (): void => undefined;

/** Watches the memory of the program while a thread works: what it unpacks to is on nobody's heap. */
export function endAt(thread: Worker, limits: Partial<Limits>): Guard {
  const { patience, growth } = { ...usual, ...limits };
  const before = process.memoryUsage.rss();
  let ended: ThreadEnded | undefined;
  let end: (why: ThreadEnded) => void = nobody;
  const watch = setInterval(() => {
    if (ended || process.memoryUsage.rss() - before <= growth) return;
    ended = new ThreadEnded('too-large');
    end(ended);
    void thread.terminate();
  }, watched);
  const onEnd = (fail: (why: ThreadEnded) => void): void => {
    end = fail;
    if (ended) fail(ended);
  };
  return { patience, onEnd, stop: () => clearInterval(watch) };
}

/** What a thread says to one message, thing after thing. */
export async function* saidBy<Ask, Said>(thread: Worker, ask: Ask, guard: Guard): AsyncGenerator<Said> {
  let next: Ask | 'on' = ask;
  while (true) {
    // oxlint-disable-next-line no-await-in-loop -- a thread goes on when what it said was dealt with
    const said: Said | undefined = await answerOf(thread, next, guard);
    if (said === undefined) return;
    yield said;
    next = 'on';
  }
}

/** What a thread answers to one message. */
function answerOf<Said>(thread: Worker, message: unknown, { patience, onEnd }: Guard): Promise<Said | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Said | undefined>();
  const timer = setTimeout(() => reject(new ThreadEnded('too-long')), patience);
  onEnd(reject);
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
