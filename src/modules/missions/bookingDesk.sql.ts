import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { type BookingTable, bookingTables } from './booking.sql.ts';

/** A mission in which the acting organisation has a part. */
export const missionOfOurs = (tx: Tx, id: string) =>
  bookingTables(tx)
    .selectFrom('mission')
    .select(['id', 'slug', 'state', 'visibility', 'languages'])
    .where('id', '=', id)
    .where(sql<boolean>`mission_takes_part(id)`)
    .executeTakeFirst();

/** A mission's bookings of a day or, without one, those who wait; for the operator. */
export const listed = (tx: Tx, mission: string, day: string | null): Promise<BookingTable[]> =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('mission_id', '=', mission)
    .where((by) => (day === null ? by('state', '=', 'waiting') : by('day', '=', day)))
    .orderBy('starts_at')
    .orderBy('waiting_since')
    .orderBy('number')
    .limit(1000)
    .execute();

/** The place of a mission's first venue, which says in what country its telephones are written. */
export async function placeOfMission(tx: Tx, mission: string): Promise<string | undefined> {
  const { rows } = await sql<{ place: string }>`select place from mission_venue where mission_id = ${mission}
    order by id limit 1`.execute(tx);
  return rows[0]?.place;
}
