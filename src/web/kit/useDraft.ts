import { useCallback, useState } from 'react';
import { useSession } from './session.ts';
import { forgetStored, readStored, writeStored } from './stored.ts';

type Values = Record<string, unknown>;

function keptIn<T extends Values>(place: string, empty: T): T | null {
  const text = readStored(place);
  if (text === null) return null;
  try {
    return { ...empty, ...(JSON.parse(text) as Partial<T>) };
  } catch {
    return null;
  }
}

export type Draft<T extends Values> = {
  values: T;
  /** Something typed earlier was found again when the page opened. */
  wasKept: boolean;
  set: (changed: Partial<T>) => void;
  /** After it was sent, or thrown away. */
  clear: () => void;
};

const placeOf = (person: string) => `draft.${person}.`;

/**
 * What is being typed into a form, kept on this device with every stroke: an error, a lost session and a closed tab
 * lose nothing. `name` says which form of which record.
 */
export function useDraft<T extends Values>(name: string, empty: T): Draft<T> {
  const place = placeOf(useSession().person) + name;
  const [{ values, wasKept }, put] = useState(() => {
    const kept = keptIn(place, empty);
    return { values: kept ?? empty, wasKept: kept !== null };
  });
  const set = useCallback(
    (changed: Partial<T>) =>
      put((before) => {
        const next = { ...before.values, ...changed };
        writeStored(place, JSON.stringify(next));
        return { ...before, values: next };
      }),
    [place],
  );
  const clear = useCallback(() => {
    writeStored(place, null);
    put({ values: empty, wasKept: false });
  }, [place, empty]);
  return { values, wasKept, set, clear };
}

/** Who signs out leaves nothing behind on a shared device. */
export const forgetDrafts = (person: string): void => forgetStored(placeOf(person));
