import { v7 as uuidv7 } from 'uuid';
import { chained, newDeviceKeys, signed } from '../src/modules/missions/day/chain.ts';
import { type Carried, chainBegins, limits, type Segment } from '../src/modules/missions/day/exchange.ts';
import { contentType, pack, unpack } from '../src/modules/missions/day/wire.ts';
import { operationVersion } from '../src/modules/missions/day/operation.ts';
import type { Session } from './session.ts';

/** What a device writes: when by its clock, in milliseconds, and what. */
export type Written = { at: number; id: string; body: { kind: string; visit: string } & Record<string, unknown> };
type Joined = { device: string; mission: string; token: string };

type Writer = { keys: Awaited<ReturnType<typeof newDeviceKeys>>; device: string };

/** What a device wrote, in runs, each signed at its end. */
async function segmentsOf({ keys, device }: Writer, operations: readonly Carried[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  let chain = chainBegins;
  for (let from = 0; from < operations.length; from += limits.signedOperations) {
    const [run, previous] = [operations.slice(from, from + limits.signedOperations), chain];
    for (const one of run) chain = chained(chain, one);
    const last = run.at(-1);
    if (!last) break;
    const signature = await signed(keys.privateKey, last, chain);
    segments.push({ device, previous, signature, operations: run });
  }
  return segments;
}

/** A device of a mission as a browser would be one: it joins by a code, writes its chain, signs it and sends it. */
export async function joinAs(session: Session, code: string) {
  const keys = await newDeviceKeys();
  const asked = { type: 'application/json', payload: Buffer.from(JSON.stringify({ code, publicKey: keys.publicKey })) };
  const joined = JSON.parse((await session.device('/day/sync/join', asked)).toString('utf8')) as Joined;
  const { device, mission, token } = joined;
  const carried = (written: readonly Written[]): Carried[] =>
    written.map(({ at, id, body }, index) => ({
      id,
      mission,
      device,
      sequence: index + 1,
      lamport: index + 1,
      at,
      offset: 0,
      by: device,
      version: operationVersion,
      body,
    }));
  return {
    newId: () => uuidv7(),
    /** Sends all of it in one message. @throws Error where the server refuses any of it */
    bring: async (written: readonly Written[]): Promise<void> => {
      const segments = await segmentsOf({ keys, device }, carried(written));
      const payload = Buffer.from(pack({ have: { [device]: written.length }, segments }));
      const reply = await session.device('/day/sync/exchange', { type: contentType, payload, token });
      const answer = unpack(reply, limits.bytes);
      const refused = 'message' in answer ? (answer.message as { refused: unknown[] }).refused : [answer.refused];
      if (refused.length > 0) throw new Error(`the day was refused: ${JSON.stringify(refused)}`);
    },
  };
}
