import type { Tx } from '../database.ts';

/** Background work: its name is its actor. It gets its own transaction, under the row policies of that actor. */
export type Job = { name: string; when: string; work: (tx: Tx, now: Date) => Promise<unknown> };

/** What work in several steps gets. */
export type Steps = {
  /** One transaction in the name of the job. */
  within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  now: () => Date;
  /** Aborted when the job is cancelled or the program ends: stop after the step at hand. */
  signal: AbortSignal;
};
/** Background work that must not hold one transaction: it asks the world outside, or it takes long. */
export type LongJob = { name: string; when: string; steps: (steps: Steps) => Promise<unknown> };

/** How many things a run says it did, if it says so; a list counts its members. */
export function countOf(result: unknown): number | null {
  if (Array.isArray(result)) return result.length;
  const count = typeof result === 'bigint' ? Number(result) : result;
  return typeof count === 'number' && Number.isSafeInteger(count) ? count : null;
}

/** The name of an error, never its words, which may quote what somebody wrote. */
export function nameOfError(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const said = [name, code].filter((part) => typeof part === 'string' && part !== '').join('.');
  return /^[A-Za-z0-9_.-]{1,60}$/.test(said) ? said : 'Error';
}

/** How long no runner needs to say that it lives, until what it ran counts as lost. */
export const silence = 90_000;
