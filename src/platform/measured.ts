import { AsyncLocalStorage } from 'node:async_hooks';

/** What one request cost: how many statements it sent to the database. */
export type Cost = { queries: number };

const current = new AsyncLocalStorage<Cost>();

/** Runs `work` with a cost of its own, to which every statement sent on its behalf is added. */
export const withCost = <T>(cost: Cost, work: () => T): T => current.run(cost, work);

/** The cost of the request in whose name this runs, if any. */
export const currentCost = (): Cost | undefined => current.getStore();

export function countQuery(): void {
  const cost = current.getStore();
  if (cost) cost.queries += 1;
}
