import { problem } from '../../platform/problem.ts';
import { type Refusal, refusals } from './person.ts';

const isRefusal = (text: string): text is Refusal => text in refusals;

/** The code of refuse() in the database. */
const refusedCode = 'YN001';

/**
 * Does one of the database's acts, which checks for itself who asks. The transaction ends with a refusal.
 * @throws ORPCError for who may not, or is not signed in
 */
export async function attempt<T>(act: () => Promise<T>): Promise<T | { refused: Refusal }> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (code !== refusedCode || message === undefined) throw error;
    if (isRefusal(message)) return { refused: message };
    throw problem(message === 'sign-in-first' ? 'sign-in-first' : 'forbidden');
  }
}

/** Whether an act was refused. */
export const isRefused = (result: unknown): result is { refused: Refusal } =>
  typeof result === 'object' && result !== null && 'refused' in result;
