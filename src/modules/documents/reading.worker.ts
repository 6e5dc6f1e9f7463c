import { parentPort } from 'node:worker_threads';
import { readBrought, type ToRead } from './extract.server.ts';

// A thread reads one document after the other; what goes wrong beyond a refusal ends it.
parentPort?.on('message', (brought: ToRead) => {
  void readBrought(brought).then((read) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(read);
  });
});
