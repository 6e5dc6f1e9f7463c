import type { Vault } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/database.ts';
import { bookingAfter } from './booking.ts';
import { cancelBooking, type Desk } from './booking.server.ts';
import { type BookingTable, bookingBehind } from './booking.sql.ts';
import { bookingKey } from './bookingDetails.server.ts';
import { eraseBooking, letGoBookingsOf } from './bookingErasure.sql.ts';

/**
 * Takes out who booked, for good: a booking that is still to come is cancelled first. Last of all the key goes: from then on no copy can be read,
 * here or in any backup. What was written when somebody was examined is a record of its own and stays.
 */
export async function eraseOnRequest(
  desk: Desk,
  found: BookingTable,
): Promise<{ changed: BookingTable } | { refused: 'booking-past' }> {
  if (bookingAfter(found.state, 'cancel') !== null) await cancelBooking(desk, found);
  const { tx, vault, now } = desk;
  await eraseBooking(tx, { id: found.id, now });
  const changed = await bookingBehind(tx, found.code_hash);
  if (!changed || changed.erased_at === null) return { refused: 'booking-past' };
  vault.destroy(bookingKey(found.id));
  return { changed };
}

/** Lets go who booked so long ago. @returns how many bookings were erased */
export const letGoBookings =
  (vault: Vault) =>
  async (tx: Tx, kept: { organisation: string; before: Date }): Promise<number> => {
    const gone = await letGoBookingsOf(tx, kept);
    if (gone.length > 0) vault.destroy(...gone.map(bookingKey));
    return gone.length;
  };
