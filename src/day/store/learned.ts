import type { Member } from '../../modules/missions/day/exchange.ts';
import type { DayDatabase } from './database.ts';

/** What the server said beside operations: the mission's devices, and its own clock in milliseconds. */
export type Learned = { members?: readonly Member[]; now?: number };

export async function learn(db: DayDatabase, { members, now }: Learned, here: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    if (members) await db.write('members', members);
    const state = await db.must('state');
    if (now !== undefined) await db.write('state', { ...state, offset: now - here, revision: state.revision + 1 });
  });
}

/** Remembers when this device first learned that it was revoked. */
export async function noteRevoked(db: DayDatabase, now: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    if ((await db.read('revokedAt')) === undefined) await db.write('revokedAt', now);
  });
}
