import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { DayBooking, DayPlan } from './day/dayPlan.ts';

type Booked = Pick<DayBooking, 'id' | 'state' | 'day' | 'number' | 'specialty' | 'session' | 'language'> & {
  starts_at: Date;
  details: Buffer;
  code_hash: string;
};

/** The plan of the asking device's mission; undefined for a revoked one. */
export async function planForDevice(tx: Tx): Promise<Omit<DayPlan, 'bookings'> | undefined> {
  const { rows } = await sql<{ plan: Omit<DayPlan, 'bookings'> | null }>`select plan_for_device() as plan`.execute(tx);
  return rows[0]?.plan ?? undefined;
}

/** Who holds a place there, sealed. */
export async function bookingsForDevice(tx: Tx): Promise<Booked[]> {
  const { rows } = await sql<Booked>`
    select id, state, day, number, specialty, session_id as session, starts_at, language, details, code_hash
    from bookings_for_device()`.execute(tx);
  return rows;
}
