import { Worker } from 'node:worker_threads';
import type { ReadHints } from '../../reader/index.ts';
import { type DraftedDocument, draftDocument } from './drafting.server.ts';

/** Up to here reading takes a few milliseconds. */
const smallBytes = 200_000;
const limits = { maxOldGenerationSizeMb: 1024 };

/**
 * Reads a page; a large one in a thread of its own, so that nobody else waits for it.
 * @returns null when reading did not end within `patience` milliseconds, or wanted too much memory
 */
export async function draftInTime(
  bytes: Uint8Array,
  hints: ReadHints,
  patience = 60_000,
): Promise<DraftedDocument | null> {
  if (bytes.byteLength <= smallBytes) return draftDocument(bytes, hints);
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), {
    workerData: { bytes, hints },
    resourceLimits: limits,
  });
  const timer = setTimeout(() => void worker.terminate(), patience);
  try {
    return await new Promise<DraftedDocument | null>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('exit', () => resolve(null));
      worker.once('error', (error: Error & { code?: string }) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(null) : reject(error),
      );
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
