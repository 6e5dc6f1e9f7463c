import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '../../../platform/client.ts';
import type { Taken } from '../contract.ts';
import type { DateWay } from '../study.ts';
import { imagesApi } from './client.ts';
import type { Subject } from './subject.ts';
import { isArchive, unpacked } from './unpacked.ts';

export type Bringing = Taken & { sent: number; of: number; error: Error | null };
const nothing: Bringing = { sent: 0, of: 0, taken: 0, known: 0, refused: [], error: null };

/** How many files are on their way at once. */
const lines = 3;

/** Every file that was chosen, and those of chosen archives. */
async function* filesOf(chosen: readonly File[]): AsyncGenerator<File> {
  for (const file of chosen)
    if (isArchive(file)) yield* unpacked(file);
    else yield file;
}

type Say = (change: (before: Bringing) => Partial<Bringing>) => void;
const context = () => ({ context: { idempotencyKey: newKey() } });

async function send(id: string, file: File, say: Say): Promise<void> {
  const came = await imagesApi.addFile.call({ id, file }, context());
  say(({ sent, taken, known, refused }) => ({
    sent: sent + 1,
    taken: taken + came.taken,
    known: known + came.known,
    refused: [...refused, ...came.refused.map((each) => ({ ...each, name: each.name || file.name }))],
  }));
}

/** Sends files, some at once, as they come. */
async function sendAll(id: string, files: AsyncGenerator<File>, say: Say): Promise<void> {
  const line = async (): Promise<void> => {
    for await (const file of files) {
      say(({ of }) => ({ of: of + 1 }));
      await send(id, file, say);
    }
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
      await sendAll(study.id, filesOf(chosen), say);
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
