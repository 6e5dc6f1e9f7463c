import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '../../../platform/client.ts';
import { Problem } from '../../../platform/clientProblem.ts';
import type { Taken } from '../contract.ts';
import type { DateWay } from '../study.ts';
import { imagesApi } from './client.ts';
import type { Subject } from './subject.ts';
import { itemsOf, type Part, partsOf } from './parts.ts';

export type Bringing = Taken & { sent: number; of: number; error: Error | null };
const nothing: Bringing = { sent: 0, of: 0, taken: 0, known: 0, refused: [], error: null };

/** How many parts are on their way at once. */
const lines = 3;
/** How often, and after how many milliseconds, what got no answer is sent again. */
const waits = [500, 2000, 5000];

type Say = (change: (before: Bringing) => Partial<Bringing>) => void;
const context = () => ({ context: { idempotencyKey: newKey() } });

/** Sends one part; a line that breaks is tried again, and the same key makes it the same part. */
async function taken(id: string, { archive, names }: Part): Promise<Taken> {
  const once = context();
  for (const wait of [...waits, null])
    try {
      // oxlint-disable-next-line no-await-in-loop -- again, after the one before has failed
      return await imagesApi.addFile.call({ id, file: archive }, once);
    } catch (error) {
      const code = error instanceof Problem ? error.code : '';
      if (code === 'file-too-large') break;
      if (wait === null || !['no-connection', 'unavailable'].includes(code)) throw error;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  return { taken: 0, known: 0, refused: names.map((name) => ({ name, why: 'too-large', detail: null })) };
}

async function send(id: string, part: Part, say: Say): Promise<void> {
  const came = await taken(id, part);
  say(({ sent, taken: before, known, refused }) => ({
    sent: sent + part.names.length,
    taken: before + came.taken,
    known: known + came.known,
    refused: [...refused, ...came.refused],
  }));
}

/** Sends the first part alone, which says whose pictures these are, and then some at once. */
async function sendAll(id: string, parts: AsyncGenerator<Part>, say: Say): Promise<void> {
  const first = await parts.next();
  if (first.done) return;
  await send(id, first.value, say);
  const line = async (): Promise<void> => {
    for await (const part of parts) await send(id, part, say);
  };
  await Promise.all(Array.from({ length: lines }, line));
}

/** Sends the files of a study, and puts it in order when all have come. */
export function useBring(whose: Subject) {
  const [bringing, setBringing] = useState<Bringing | null>(null);
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const stands = useRef(nothing);
  const say: Say = (change) => {
    stands.current = { ...stands.current, ...change(stands.current) };
    setBringing(stands.current);
  };
  const bring = async (chosen: readonly File[], dates: DateWay): Promise<void> => {
    stands.current = nothing;
    setBusy(true);
    try {
      const begun = { patient: whose.patient, subject: whose.record, dates };
      const study = await imagesApi.beginStudy.call(begun, context());
      const { items, unsent } = await itemsOf(chosen);
      say(() => ({ of: items.length, refused: unsent }));
      await sendAll(study.id, partsOf(items), say);
      if (stands.current.taken > 0) await imagesApi.closeStudy.call(study, context());
    } catch (error) {
      say(() => ({ error: error instanceof Error ? error : new Error(String(error)) }));
    } finally {
      setBusy(false);
      await queries.invalidateQueries();
    }
  };
  return { bringing, bring, isBusy };
}
