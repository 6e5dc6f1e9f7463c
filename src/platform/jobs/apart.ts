/** Works of a job that keep each other not back: what goes wrong in one is told when all of them were looked at. */
export function apart() {
  const failed: unknown[] = [];
  return {
    /** What it came to; null where it went wrong. */
    of: <T>(work: Promise<T>): Promise<T | null> =>
      work.catch((error: unknown) => {
        failed.push(error);
        return null;
      }),
    /** @throws the first thing that went wrong */
    done: (): void => {
      if (failed.length > 0) throw failed[0];
    },
  };
}
