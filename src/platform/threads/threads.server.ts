import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { endAt, forget, type Limits, saidBy } from './talk.server.ts';

export { ThreadEnded } from './talk.server.ts';

/**
 * Work in threads that says one thing after the other and waits after each until it was dealt with, so that never more than
 * one lies in memory. @typeParam Said what the script says; `undefined` ends one piece of work
 */
export type Threads<Ask, Said> = {
  /** @throws ThreadEnded when it took too long, or more memory than it may */
  work(ask: Ask, limits?: Partial<Limits>): AsyncGenerator<Said>;
  /** The last thing that a piece of work says. @throws ThreadEnded; Error where it says nothing */
  answer(ask: Ask, limits?: Partial<Limits>): Promise<Said>;
};

type Setup<Ask> = {
  script: URL;
  /** What the heap of one thread may hold. */
  heapMb: number;
  /** After such a piece of work a thread is not kept: it has grown. */
  isHeavy?: (ask: Ask) => boolean;
};
/** A thread that nobody needs for a while ends. */
const keptFor = 20_000;

/** Threads that wait for work, each until it was not needed for a while. */
function openIdle({ script, heapMb }: Pick<Setup<never>, 'script' | 'heapMb'>) {
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

/** As many threads work at once as there are cores, whatever they do; one long piece of work leaves room for another. */
const turns = { free: Math.max(2, availableParallelism()), waiting: [] as (() => void)[] };

async function takeTurn(): Promise<void> {
  if (turns.free > 0) turns.free--;
  else await new Promise<void>((resolve) => turns.waiting.push(resolve));
}

/** Whoever ends hands its place to the one that has waited longest. */
function passTurn(): void {
  const next = turns.waiting.shift();
  if (next) next();
  else turns.free++;
}

/** Threads of one script, made when they are needed. */
export function openThreads<Ask, Said>({ isHeavy = () => false, ...setup }: Setup<Ask>): Threads<Ask, Said> {
  const idle = openIdle(setup);
  async function* work(ask: Ask, limits: Partial<Limits> = {}): AsyncGenerator<Said> {
    await takeTurn();
    const thread = idle.take();
    const guard = endAt(thread, limits);
    let isFit = false;
    try {
      yield* saidBy<Ask, Said>(thread, ask, guard);
      isFit = !isHeavy(ask);
    } finally {
      guard.stop();
      if (isFit) idle.keep(thread);
      else await thread.terminate();
      passTurn();
    }
  }
  const answer = async (ask: Ask, limits?: Partial<Limits>): Promise<Said> => {
    let last: { said: Said } | undefined;
    for await (const said of work(ask, limits)) last = { said };
    if (!last) throw new Error('a thread has said nothing');
    return last.said;
  };
  return { work, answer };
}
