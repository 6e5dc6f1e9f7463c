import { openDetails } from './bookingDetails.server.ts';
import type { DeviceContext } from './deviceEntry.server.ts';
import { noteDeviceAccess } from './deviceEntry.sql.ts';
import { bookingsForDevice, planForDevice } from './devicePlan.sql.ts';
import type { DayBooking, DayPlan } from './day/dayPlan.ts';

/** Enough of a hash to know a ticket by, and no more to be sent than that. */
const shortened = (hash: string): string => Buffer.from(hash.slice(0, 18), 'hex').toString('base64url');

/** The plan of its mission and who is booked, for a device that is not revoked; on record where there is anybody. */
export async function planOf(context: DeviceContext): Promise<DayPlan | undefined> {
  const { tx, vault, mission } = context;
  const plan = await planForDevice(tx);
  if (!plan) return undefined;
  const bookings = (await bookingsForDevice(tx)).flatMap(
    ({ details, starts_at, code_hash, ...booking }): DayBooking[] => {
      const said = openDetails(vault, { id: booking.id, details });
      return said ? [{ ...booking, codeHash: shortened(code_hash), startsAt: starts_at.toISOString(), ...said }] : [];
    },
  );
  if (bookings.length > 0) await noteDeviceAccess(context, 'missions.plan', { subject: 'mission', id: mission });
  return { ...plan, bookings };
}
