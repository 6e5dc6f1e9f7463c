import { boundsOf } from '../../platform/time/edtf.ts';

/** The days of a period, however it was written: `2020` and `2020-01/2020-12` are one period. Pure. */
export function periodKeyOf(period: string | null): string | null {
  if (period === null) return null;
  const { first, last } = boundsOf(period);
  return first === null && last === null ? period : `${first ?? '..'}/${last ?? '..'}`;
}
