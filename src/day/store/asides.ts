import type { Segment } from '../../modules/missions/day/exchange.ts';
import { open } from './box.ts';
import type { DayDatabase } from './dayDatabase.ts';
import { segmentAbout } from './log.ts';

/** A run that says something else than what is here under the same numbers. It is kept for a person, and handed on as evidence. */
export type Aside = { n: number; segment: Segment; isSafe: boolean };

export async function asidesIn(db: DayDatabase, dataKey: CryptoKey): Promise<Aside[]> {
  const rows = await db.kept.toArray();
  return Promise.all(
    rows.map(async ({ n = 0, isSafe, box }) => ({
      n,
      segment: await open<Segment>(dataKey, box, segmentAbout),
      isSafe: isSafe === 1,
    })),
  );
}

/** The server has it. */
export async function asideIsSafe(db: DayDatabase, n: number): Promise<void> {
  await db.kept.update(n, { isSafe: 1 });
}
