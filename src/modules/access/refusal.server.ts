import { ORPCError } from '@orpc/server';
import { type Refusal, refusals } from './person.ts';

/** What an act brought. @throws ORPCError with the name and the status of a refusal */
export function orThrow<T extends object>(result: T | { refused: Refusal }): T {
  if (!('refused' in result)) return result;
  const { refused } = result;
  throw new ORPCError(refused, { status: refusals[refused] });
}
