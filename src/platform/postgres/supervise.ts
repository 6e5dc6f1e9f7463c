import { setTimeout as delay } from 'node:timers/promises';
import type { Postmaster } from './postmaster.ts';

type Attempts = { start: () => Promise<Postmaster>; log: (line: string) => void };
type Supervised = { stop(): Promise<void>; abandon(): void };

/** Milliseconds to wait before each attempt to start again; the last one repeats. */
const pauses = [50, 200, 500, 1000, 2000, 5000];

/**
 * Keeps one Postgres running until `stop`: when it ends by itself it is started again, and both are said in the log.
 * A write that was acknowledged is on disk, so what is lost is only the connections; pools open new ones.
 * Rejects when the first start fails.
 */
export async function supervise(attempts: Attempts): Promise<Supervised> {
  const stopping = new AbortController();
  let current: Postmaster | undefined = await attempts.start();

  async function watch(): Promise<void> {
    while (current) {
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      attempts.log(`Postgres has ended by itself (${how}); starting it again`);
      current = undefined;
      current = await startAgain(attempts, stopping.signal);
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await current?.stop();
      await watching;
    },
    abandon: () => current?.abandon(),
  };
}

/** Tries until Postgres runs, or until it is no longer wanted: undefined. */
async function startAgain({ start, log }: Attempts, signal: AbortSignal): Promise<Postmaster | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    await delay(pauses[attempt] ?? pauses.at(-1), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    try {
      const started = await start();
      if (!signal.aborted) {
        log('Postgres is running again');
        return started;
      }
      await started.stop();
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  }
}
