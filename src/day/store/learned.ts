import type { Carried, Member } from '../../modules/missions/day/exchange.ts';
import { isReadable } from '../../modules/missions/day/readable.ts';
import type { DayDatabase } from './dayDatabase.ts';
import { isKeepDays } from './retention.ts';

/** What the server said beside operations: the mission's devices, its own clock in milliseconds, how many days a day is kept. */
export type Learned = { members?: readonly Member[]; now?: number; keepDays?: number | undefined };

/** @returns by what the clock of this device is wrong, as far as it knows now */
export async function learn(
  db: DayDatabase,
  { members, now, keepDays }: Learned,
  here: number,
): Promise<number | null> {
  return db.transaction('rw', db.meta, async () => {
    if (members) await db.write('members', members);
    if (isKeepDays(keepDays)) await db.write('identity', { ...(await db.must('identity')), keepDays });
    const state = await db.must('state');
    if (now === undefined) return state.offset;
    await db.write('state', { ...state, offset: now - here, revision: state.revision + 1 });
    return now - here;
  });
}

/** Remembers when this device first learned that it was revoked. */
export async function noteRevoked(db: DayDatabase, now: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    if ((await db.read('revokedAt')) === undefined) await db.write('revokedAt', now);
  });
}

/** The devices that are known once these operations are: the server's own word brings new ones and takes lost ones out, without any network. */
export function membersWith(members: readonly Member[], added: readonly Carried[]): readonly Member[] {
  const known = new Map(members.map((member) => [member.id, member]));
  for (const operation of added) {
    if (!known.get(operation.device)?.isServer || !isReadable(operation)) continue;
    const { body } = operation;
    if (body.kind === 'device.enrolled') {
      const { device: id, label, letter, publicKey } = body;
      const isRevoked = known.get(id)?.isRevoked ?? false;
      known.set(id, { id, label, letter, publicKey, isServer: false, isRevoked });
    } else if (body.kind === 'device.revoked') {
      const member = known.get(body.device);
      if (member) known.set(member.id, { ...member, isRevoked: true });
    }
  }
  return [...known.values()];
}
