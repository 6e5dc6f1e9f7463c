import { workInThread } from '../../platform/threads/thread.ts';
import { takeBrought } from './archive.server.ts';

// A thread takes one file, or one archive, after the other.
workInThread(takeBrought);
