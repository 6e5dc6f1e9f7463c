import type { Acting } from '../../platform/serve.ts';
import { bookingAfter } from './booking.ts';
import { bookingsWith, changeBooking, lockDesk } from './booking.sql.ts';
import { outcomeOf } from './bookingOutcome.ts';
import type { Visit } from './day/visit.ts';

/** Which booking a visit is of: of the one whose id it has, or that it names. */
const bookingsOf = ({ id, registered }: Visit): string[] => [
  id,
  ...registered.flatMap(({ body }) => body.booking ?? []),
];

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** Says of bookings whether people came, as far as the day tells. Who came late was no no-show. */
export async function settleBookings({ tx, now }: Acting, mission: string, visits: readonly Visit[]): Promise<void> {
  const told = visits.flatMap((visit) => {
    const move = outcomeOf(visit);
    return move
      ? bookingsOf(visit)
          .filter(isUuid)
          .map((id) => ({ id, move }))
      : [];
  });
  const came = new Set(told.flatMap(({ id, move }) => (move === 'arrive' ? id : [])));
  const ids = [...new Set(told.map(({ id }) => id))];
  if (ids.length === 0) return;
  const known = await bookingsWith(tx, mission, ids);
  if (known.length === 0) return;
  await lockDesk(tx, mission);
  for (const { id, state } of await bookingsWith(tx, mission, ids)) {
    const after = bookingAfter(state, came.has(id) ? 'arrive' : 'miss');
    if (after) await changeBooking(tx, { id, now }, { state: after, to_tell: null });
  }
}
