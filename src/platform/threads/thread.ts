import { parentPort } from 'node:worker_threads';

/**
 * The other end of `openThreads`: what a script of a thread calls once. Each thing that `work` yields goes over, and the
 * next is begun when it was dealt with there.
 */
export function workInThread<Ask, Said>(work: (ask: Ask) => AsyncIterable<Said>): void {
  const port = parentPort;
  if (!port) throw new Error('this is no thread');
  let goOn: (() => void) | undefined;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const say = (said: { said?: Said }) => port.postMessage(said);
  const run = async (ask: Ask): Promise<void> => {
    for await (const said of work(ask)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      goOn = resolve;
      say({ said });
      await promise;
    }
    say({});
  };
  port.on('message', (message: Ask | 'on') => {
    if (message === 'on') goOn?.();
    else void run(message);
  });
}
