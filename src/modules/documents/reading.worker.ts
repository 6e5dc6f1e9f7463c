import { parentPort, workerData } from 'node:worker_threads';
import type { ReadHints } from '../../reader/index.ts';
import { draftDocument } from './drafting.server.ts';

const { bytes, hints } = workerData as { bytes: Uint8Array; hints: ReadHints };
parentPort?.postMessage(draftDocument(bytes, hints));
