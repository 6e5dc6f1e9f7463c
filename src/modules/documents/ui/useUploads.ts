import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { newKey } from '../../../platform/client.ts';
import { documentsApi } from './client.ts';
import type { Listed } from './client.ts';

/** What is brought in with a file or a pasted text. */
export type Said = { partnership: string; title?: string; publisher?: string; address?: string; publishedOn?: string };
type Brought = Said & ({ file: File } | { text: string });
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

const sizeOf = (brought: Brought): number => ('file' in brought ? brought.file.size : new Blob([brought.text]).size);

/** Sends what is brought one after the other, and says of each how far it is. What fails is kept and can be sent again. */
export function useUploads(maxUpload: number | undefined) {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const change = useCallback(
    (key: string, changed: Partial<Upload>) =>
      setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...changed } : each))),
    [],
  );
  const send = useCallback(
    async ({ key, brought }: Upload): Promise<void> => {
      change(key, { state: 'reading', error: null });
      try {
        const { document, isNew } = await documentsApi.intake.call(brought, { context: { idempotencyKey: key } });
        change(key, { state: 'done', document, isNew });
        await queries.invalidateQueries();
      } catch (error) {
        change(key, { state: 'failed', error: error as Error });
      }
    },
    [change, queries],
  );
  const queue = useCallback(
    (upload: Upload) => {
      line.current = line.current.then(() => send(upload));
      return line.current;
    },
    [send],
  );
  const bring = (name: string, brought: Brought): Promise<unknown> => {
    // A form adds a little to what it carries; the server has the last word.
    const isTooLarge = maxUpload !== undefined && sizeOf(brought) > maxUpload;
    const state = isTooLarge ? 'too-large' : 'waiting';
    const upload: Upload = { key: newKey(), name, brought, state, error: null, document: null, isNew: false };
    setUploads((before) => [upload, ...before]);
    return isTooLarge ? Promise.resolve() : queue(upload);
  };
  return { uploads, bring, again: queue };
}
export type Uploads = ReturnType<typeof useUploads>;
