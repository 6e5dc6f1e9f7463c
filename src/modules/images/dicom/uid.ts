import { createHmac } from 'node:crypto';

/**
 * Another UID for each: the same for the same, so that slices, series and references stay together, and without the key
 * nobody tells from which it was made. `2.25.` and a number of 128 bits (PS3.5, B.2).
 *
 * @param key of the patient's own
 */
export function otherUid(key: string, uid: string): string {
  const digest = createHmac('sha256', key).update(`uid ${uid}`).digest('hex');
  return `2.25.${BigInt(`0x${digest.slice(0, 32)}`)}`;
}

/** By how many days the patient's dates are moved, back in time: 1 to 1000, the same for every study of theirs. */
export function daysBack(key: string): number {
  const digest = createHmac('sha256', key).update('days').digest();
  return 1 + (digest.readUInt32BE(0) % 1000);
}

/** `20240229`, so many days before. Anything else that is no whole date is undefined. */
export function movedDay(day: string, back: number): string | undefined {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(day.trim()) ?? [];
  if (!year || !month || !date) return undefined;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date) - back));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().slice(0, 10).replaceAll('-', '');
}
