import { parentPort } from 'node:worker_threads';
import { readBrought, type ToRead } from './extract.server.ts';

// A thread reads one document after the other; what goes wrong beyond a refusal ends it.
const readOne = async (brought: ToRead): Promise<void> => {
  const read = await readBrought(brought);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(read);
};
parentPort?.on('message', (brought: ToRead) => void readOne(brought));
