import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

/** Takes out who booked, where nothing is held any more. @returns false where there was nothing to erase */
export const eraseBooking = async (tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> =>
  (await sql<{ gone: boolean }>`select erase_booking(${id}, ${now}) as gone`.execute(tx)).rows[0]?.gone === true;

/** The same of a host's bookings of days before a moment, as the job that lets go. @returns their ids */
export const letGoBookingsOf = async (tx: Tx, { organisation, before }: { organisation: string; before: Date }) =>
  (await sql<{ id: string }>`select let_go_bookings(${organisation}, ${before}) as id`.execute(tx)).rows.map(
    ({ id }) => id,
  );
