import { isOperation, isShort } from '../../modules/missions/day/carried.ts';
import { chained, signed } from '../../modules/missions/day/chain.ts';
import { chainBegins, limits, type Segment } from '../../modules/missions/day/exchange.ts';
import { type Body, type Operation, operationVersion } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';
import type { End, State } from './dayDatabase.ts';
import type { World } from './world.ts';

type Writer = { world: World; mission: string; device: string; signingKey: CryptoKey };
type Written = { fresh: Segment[]; operations: Operation[]; after: State };

function operationsOf({ world, mission, device }: Writer, bodies: readonly Body[], from: { by: string; state: State }) {
  const { by, state } = from;
  const sequence = state.ends[device]?.sequence ?? 0;
  return bodies.map((body, at): Operation => {
    const numbers = { sequence: sequence + 1 + at, lamport: state.lamport + 1 + at };
    const times = { at: world.now(), offset: state.offset };
    return { id: world.newId(), mission, device, ...numbers, ...times, by, version: operationVersion, body };
  });
}

/** In runs that are short enough to be handed on by anybody. */
function inRuns(operations: readonly Operation[]): Operation[][] {
  const runs: Operation[][] = [];
  let letters = Number.POSITIVE_INFINITY;
  for (const operation of operations) {
    const { length } = JSON.stringify(operation);
    letters += length;
    if (letters > limits.signedLetters || (runs.at(-1)?.length ?? 0) >= limits.signedOperations) {
      runs.push([]);
      letters = length;
    }
    runs.at(-1)?.push(operation);
  }
  return runs;
}

/**
 * What somebody did, as the operations that say it, in signed runs. Nothing is stored by it.
 *
 * @throws DayFault `unfit` where nobody would take one of them in: too long, or by nobody
 */
export async function signedRuns(
  writer: Writer,
  bodies: readonly Body[],
  { by, state }: { by: string; state: State },
): Promise<Written> {
  const { device, signingKey } = writer;
  const operations = operationsOf(writer, bodies, { by, state });
  if (!operations.every((one) => isOperation(one) && isShort(one))) throw new DayFault('unfit');
  let end: End = state.ends[device] ?? { sequence: 0, chain: chainBegins };
  const fresh: Segment[] = [];
  for (const run of inRuns(operations)) {
    const last = run.at(-1) as Operation;
    let { chain } = end;
    for (const operation of run) chain = chained(chain, operation);
    fresh.push({ device, previous: end.chain, signature: await signed(signingKey, last, chain), operations: run });
    end = { sequence: last.sequence, chain };
  }
  const after = { ...state, ends: { ...state.ends, [device]: end }, lamport: state.lamport + bodies.length };
  return { fresh, operations, after };
}
