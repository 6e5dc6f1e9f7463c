import { workInThread } from '../../platform/threads/thread.ts';
import { readBrought, type ToRead } from './extract.server.ts';

// A thread reads one document after the other; what goes wrong beyond a refusal ends it.
workInThread(async function* (brought: ToRead) {
  yield await readBrought(brought);
});
