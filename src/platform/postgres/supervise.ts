import { setTimeout as delay } from 'node:timers/promises';
import type { Postmaster } from './postmaster.ts';

type Supervised = { stop(): Promise<void>; abandon(): void };

/** Milliseconds to wait before each attempt to start again; the last one repeats. */
const pauses = [0, 200, 500, 1000, 2000, 5000];

/**
 * Keeps one Postgres running until `stop`: when it ends by itself it is started again, and both are said in the log.
 * A write that was acknowledged is on disk, so what is lost is only the connections; pools open new ones.
 * Rejects when the first start fails.
 */
export async function supervise(start: () => Promise<Postmaster>, log: (line: string) => void): Promise<Supervised> {
  const stopping = new AbortController();
  let current: Postmaster | undefined = await start();

  async function startAgain(attempt: number): Promise<Postmaster | undefined> {
    await delay(pauses[attempt] ?? 5000, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return undefined;
    try {
      const started = await start();
      if (stopping.signal.aborted) {
        await started.stop();
        return undefined;
      }
      log('Postgres is running again');
      return started;
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
      return startAgain(attempt + 1);
    }
  }

  async function watch(): Promise<void> {
    while (current) {
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      log(`Postgres has ended by itself (${how}); starting it again`);
      current = undefined;
      current = await startAgain(0);
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
