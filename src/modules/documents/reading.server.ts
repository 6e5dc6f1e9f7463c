import { ThreadEnded, openThreads } from '../../platform/threads/threads.server.ts';
import { readBrought, type ReadPaper, type ReadRefusal, type ToRead } from './extract.server.ts';

/** Up to here reading a text takes a few milliseconds. */
const smallBytes = 200_000;
/** A thread that has read much is not kept. */
const heavyBytes = 2_000_000;

type Outcome = ReadPaper | { refused: ReadRefusal };

const threads = openThreads<ToRead, Outcome>({
  script: new URL('./reading.worker.ts', import.meta.url),
  heapMb: 1024,
  isHeavy: ({ bytes }) => bytes.byteLength >= heavyBytes,
});

async function inThread(brought: ToRead, limits: { patience?: number; growth?: number }): Promise<Outcome> {
  try {
    return await threads.answer(brought, limits);
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error;
    return { refused: error.why === 'too-long' ? 'document-too-long' : 'document-unpacks-too-large' };
  }
}

/**
 * Reads what was brought: a small text at once; a large one, and every paper, in a thread of its own, so that nobody else
 * waits for it and nothing in it can take more than its share of time or memory (what a paper unpacks to is on nobody's heap).
 *
 * @param limits milliseconds of patience, and bytes by which the program may grow meanwhile
 */
export const readInTime = (brought: ToRead, limits: { patience?: number; growth?: number } = {}): Promise<Outcome> =>
  brought.kind === 'text' && brought.bytes.byteLength <= smallBytes ? readBrought(brought) : inThread(brought, limits);
