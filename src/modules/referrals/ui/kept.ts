import { useCallback, useEffect, useState } from 'react';

/** What is being typed, by the form it belongs to: words about a patient stay in this page's memory and are never written to the device. */
const typed = new Map<string, object>();

/** Before the tab closes, whoever typed is asked. */
function useWarning(isTyped: boolean): void {
  useEffect(() => {
    if (!isTyped) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isTyped]);
}

/**
 * What is typed into a form about a patient. An error, a lost session and another page lose nothing; nothing of it is written to the
 * device, so before the tab is closed the browser asks.
 *
 * @param name which form of which record
 */
export function useKept<T extends object>(name: string, empty: T) {
  const [{ values, wasKept }, put] = useState(() => {
    const before = typed.get(name) as T | undefined;
    return { values: { ...empty, ...before }, wasKept: before !== undefined };
  });
  useWarning(typed.has(name));
  const set = useCallback(
    (changed: Partial<T>) =>
      put((before) => {
        const next = { ...before.values, ...changed };
        typed.set(name, next);
        return { ...before, values: next };
      }),
    [name],
  );
  const clear = useCallback(() => {
    typed.delete(name);
    put({ values: empty, wasKept: false });
  }, [name, empty]);
  return { values, wasKept, set, clear };
}
