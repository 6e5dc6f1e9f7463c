/** Storage that may be full, closed or switched off: then nothing is remembered, and nothing fails. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const prefix = 'yntymaq.';

export const readStored = (name: string): string | null => attempt(() => localStorage.getItem(prefix + name));

/** Keeps a text on this device; null forgets it. */
export const writeStored = (name: string, text: string | null): void => {
  attempt(() => (text === null ? localStorage.removeItem(prefix + name) : localStorage.setItem(prefix + name, text)));
};

/** Forgets everything under a name, such as all drafts of one person. */
export const forgetStored = (start: string): void => {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix + start)) localStorage.removeItem(key);
  });
};
