let isAwaited = false;

/** Whether the next page head belongs to a page that somebody has just gone to, rather than to one that was opened or drawn again. */
export const arrival = {
  expect: (): void => {
    isAwaited = true;
  },
  take: (): boolean => {
    const was = isAwaited;
    isAwaited = false;
    return was;
  },
};
