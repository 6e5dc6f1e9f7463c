/** A segment of the write-ahead log: `TTTTTTTTXXXXXXXXYYYYYYYY`, timeline and place in hexadecimal. */
export const isSegment = (name: string): boolean => /^[0-9A-F]{24}$/.test(name);
/** All that Postgres hands to an archive: segments, histories of timelines, marks of base backups, partial segments. */
export const isArchived = (name: string): boolean =>
  /^(?:[0-9A-F]{24}(?:\.[0-9A-F]{8}\.backup|\.partial)?|[0-9A-F]{8}\.history)$/.test(name);

export const timelineOf = (segment: string): number => Number.parseInt(segment.slice(0, 8), 16);

const four = 2n ** 32n;
const hex = (value: bigint, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** How far into the log a segment is, counted in segments. */
export const numberOf = (segment: string, segmentBytes: number): bigint =>
  BigInt(`0x${segment.slice(8, 16)}`) * (four / BigInt(segmentBytes)) + BigInt(`0x${segment.slice(16)}`);

/** The segment of that number on a timeline. */
export function segmentAt(timeline: number, number: bigint, segmentBytes: number): string {
  const each = four / BigInt(segmentBytes);
  return `${hex(BigInt(timeline), 8)}${hex(number / each, 8)}${hex(number % each, 8)}`;
}

/** All segments from one to another, both included. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): string[] {
  const [from, to] = [numberOf(first, segmentBytes), numberOf(last, segmentBytes)];
  const found: string[] = [];
  for (let number = from; number <= to; number += 1n) found.push(segmentAt(timelineOf(last), number, segmentBytes));
  return found;
}
