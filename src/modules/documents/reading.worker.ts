import { parentPort, workerData } from 'node:worker_threads';
import type { ReadHints } from '../../reader/index.ts';
import { draftDocument } from './drafting.server.ts';

const { bytes, hints } = workerData as { bytes: Uint8Array; hints: ReadHints };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(draftDocument(bytes, hints));
