import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { newKey } from '../../../platform/client.ts';
import type { Listed } from './client.ts';
import { documentsApi } from './client.ts';

/** What is brought in with a file, a pasted text or an address. */
export type Said = { partnership: string; title?: string; publisher?: string; address?: string; publishedOn?: string };
type Brought = Said & ({ file: File } | { text: string } | { from: string });
export type Upload = {
  /** Of this intention: sent again, it counts once. */
  key: string;
  name: string;
  brought: Brought;
  state: 'waiting' | 'reading' | 'done' | 'failed' | 'too-large';
  error: Error | null;
  document: Listed | null;
  isNew: boolean;
};

const sizeOf = (brought: Brought): number =>
  'file' in brought ? brought.file.size : 'text' in brought ? new Blob([brought.text]).size : 0;

function call(brought: Brought, key: string) {
  const context = { idempotencyKey: key };
  if (!('from' in brought)) return documentsApi.intake.call(brought, { context });
  const { from, ...said } = brought;
  return documentsApi.intakeFromAddress.call({ ...said, address: from }, { context });
}

/** How often what is shown is fetched anew while many files come in, in milliseconds. */
const refreshed = 2000;

/** Fetches anew what is shown, but not after each of many files. */
function useRefreshing() {
  const queries = useQueryClient();
  const left = useRef(0);
  const refreshedAt = useRef(0);
  const begin = useCallback(() => {
    left.current++;
  }, []);
  const end = useCallback(async () => {
    left.current--;
    if (left.current > 0 && Date.now() - refreshedAt.current < refreshed) return;
    refreshedAt.current = Date.now();
    await queries.invalidateQueries();
  }, [queries]);
  return { begin, end };
}

/** One after the other, in the order in which they were brought. */
function useLine(change: (key: string, changed: Partial<Upload>) => void) {
  const { begin, end } = useRefreshing();
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const send = useCallback(
    async ({ key, brought }: Upload): Promise<void> => {
      change(key, { state: 'reading', error: null });
      try {
        const { document, isNew } = await call(brought, key);
        change(key, { state: 'done', document, isNew });
      } catch (error) {
        change(key, { state: 'failed', error: error as Error });
      }
      await end();
    },
    [change, end],
  );
  return useCallback(
    (upload: Upload) => {
      begin();
      line.current = line.current.then(() => send(upload));
      return line.current;
    },
    [begin, send],
  );
}

const newUpload = ({ name, brought }: { name: string; brought: Brought }, maxUpload: number | undefined): Upload => {
  // A form adds a little to what it carries; the server has the last word.
  const isTooLarge = maxUpload !== undefined && sizeOf(brought) > maxUpload;
  const state = isTooLarge ? 'too-large' : 'waiting';
  return { key: newKey(), name, brought, state, error: null, document: null, isNew: false };
};

/** Sends what is brought, and says of each how far it is. What fails is kept and can be sent again. */
export function useUploads(maxUpload: number | undefined) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const change = useCallback(
    (key: string, changed: Partial<Upload>) =>
      setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...changed } : each))),
    [],
  );
  const queue = useLine(change);
  /** Several at once, so that a folder of thousands is shown in one step. */
  const bring = (all: readonly { name: string; brought: Brought }[]): Promise<unknown> => {
    const made = all.map((each) => newUpload(each, maxUpload));
    setUploads((before) => [...made, ...before]);
    const waiting = made.filter(({ state }) => state === 'waiting');
    return Promise.all(waiting.map((upload) => queue(upload)));
  };
  return { uploads, bring, again: queue };
}
export type Uploads = ReturnType<typeof useUploads>;
