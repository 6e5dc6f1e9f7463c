/** A way to one other device, whatever carries it. Messages arrive whole and in order, or the link closes. */
export type Link = {
  /** Returns when the message was handed on: whoever waits for it never fills the memory of a slow link. Throws when the link is gone. */
  send: (message: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** The next message; null when there will be none. One caller at a time. */
  next: () => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Settles when the link is gone, whoever closed it. */
  closed: Promise<void>;
  close: () => void;
};

/** What arrives waits here until somebody asks for it. */
export function inbox<T>(): { put: (value: T) => void; end: () => void; next: () => Promise<T | null> } {
  const waiting: T[] = [];
  let asked: ((value: T | null) => void) | null = null;
  let isOver = false;
  return {
    put: (value) => {
      if (asked) asked(value);
      else waiting.push(value);
      asked = null;
    },
    end: () => {
      isOver = true;
      asked?.(null);
      asked = null;
    },
    next: () => {
      const value = waiting.shift();
      if (value !== undefined) return Promise.resolve(value);
      if (isOver) return Promise.resolve(null);
      return new Promise((resolve) => {
        asked = resolve;
      });
    },
  };
}
