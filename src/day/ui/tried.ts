import { DayFault } from '../index.ts';

/** What a try came to: nothing to be said, or why it did not work. */
export async function tried(work: () => Promise<unknown>): Promise<DayFault | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof DayFault) return error;
    throw error;
  }
}
