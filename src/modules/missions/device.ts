/** What a device is and how it is let in. Pure: no clock, no database, no HTTP. */

/** Without I and O, which on a ticket read as 1 and 0. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The letters of a mission's devices in their order: A, B … Z, AA … The first is the server's, which numbers what is booked. */
export function letterOf(position: number): string {
  const last = letters.charAt(position % letters.length);
  return position < letters.length ? last : letterOf(Math.floor(position / letters.length) - 1) + last;
}

/** For how long a code lets a device in. */
const codeHours = 1;
export const codeEnds = (now: Date): Date => new Date(now.getTime() + codeHours * 3_600_000);

/** How many operations of a revoked device wait at most: it gives what it has, and does not fill the disk. */
export const mostHeld = 20_000;
/** So many bytes of photos a revoked device may still bring: more than a day has, and less than fills a disk. */
export const mostPhotosOfRevoked = 600_000_000;

export const deviceStates = ['waiting', 'expired', 'joined', 'revoked', 'wiped'] as const;
export type DeviceState = (typeof deviceStates)[number];
type Standing = {
  enrolled_at: Date | null;
  code_until: Date | null;
  revoked_at: Date | null;
  wiped_at: Date | null;
};

export function stateOfDevice({ enrolled_at, code_until, revoked_at, wiped_at }: Standing, now: Date): DeviceState {
  if (revoked_at) return 'revoked';
  if (wiped_at) return 'wiped';
  if (enrolled_at) return 'joined';
  return code_until && code_until > now ? 'waiting' : 'expired';
}

/** How many of the operations that are here a device said it lacks, and how many of its own are missing here. */
export function lackOf(has: Readonly<Record<string, number>>, here: ReadonlyMap<string, number>): number {
  let lack = 0;
  for (const [device, admitted] of here) lack += Math.max(0, admitted - (has[device] ?? 0));
  return lack;
}
