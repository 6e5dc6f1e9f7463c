import { toBytes, toText } from './chain.ts';
import { grown, same, summed } from './columns.ts';
import type { DayBooking, DayPlan } from './dayPlan.ts';

/**
 * A plan as it travels: of those who are booked each field in a row of its own, in the order of `fields`. What grows is written by its
 * growth, what is drawn by lot in as few signs as it needs: a third smaller when it is packed than one record after another.
 */
export type PackedPlan = Omit<DayPlan, 'bookings'> & { booked: { count: number; columns: readonly unknown[] } };

/** How such a plan is called where a device asks for it over HTTP. */
export const planType = 'application/x-yntymaq-plan';

/** How a field is written, and read again as it was. */
type Form = {
  write: (values: readonly never[]) => unknown;
  read: (written: never, count: number) => readonly unknown[];
};
const pieces = (text: string, length: number): string[] =>
  Array.from({ length: text.length / length }, (_, at) => text.slice(at * length, (at + 1) * length));

/** Ids begin with the time at which they were made; the rest is lots. */
const ids: Form = {
  write: (values: readonly string[]) => {
    const all = values.map((id) => id.replaceAll('-', ''));
    const lots = all.map((hex) =>
      toText(Uint8Array.from(pieces(hex.slice(12), 2), (byte) => Number.parseInt(byte, 16))),
    );
    return [grown(all.map((hex) => Number.parseInt(hex.slice(0, 12), 16))), lots.join('')];
  },
  read: ([times, lots]: [number[], string]) => {
    const rests = pieces(lots, 14).map((lot) =>
      Array.from(toBytes(lot), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    );
    return summed(times).map((time, at) => {
      const rest = rests[at] ?? '';
      const made = time.toString(16).padStart(12, '0');
      return `${made.slice(0, 8)}-${made.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
    });
  },
};
const hashes: Form = {
  write: (values: readonly string[]) => values.join(''),
  read: (text: string) => pieces(text, 12),
};
const moments: Form = {
  write: (values: readonly string[]) => grown(values.map((moment) => Date.parse(moment))),
  read: (times: number[]) => summed(times).map((time) => new Date(time).toISOString()),
};
const numbers: Form = { write: grown, read: summed };
/** As it is; what is the same for all is written once. */
const plain: Form = {
  write: same,
  read: (values: readonly unknown[], count) =>
    values.length === 1 ? Array.from({ length: count }, () => values[0]) : values,
};

const fields: readonly [keyof DayBooking, Form][] = [
  ['id', ids],
  ['state', plain],
  ['day', plain],
  ['codeHash', hashes],
  ['number', numbers],
  ['specialty', plain],
  ['session', plain],
  ['startsAt', moments],
  ['language', plain],
  ['name', plain],
  ['birthYear', plain],
  ['phone', plain],
  ['complaint', plain],
  ['kinds', plain],
  ['representative', plain],
];

export function planInColumns({ bookings, ...plan }: DayPlan): PackedPlan {
  const columns = fields.map(([field, { write }]) => write(bookings.map((booking) => booking[field]) as never));
  return { ...plan, booked: { count: bookings.length, columns } };
}

/** The plan that was packed. @throws RangeError where somebody lacks something */
export function planFromColumns({ booked: { count, columns }, ...plan }: PackedPlan): DayPlan {
  const read = fields.map(([field, form], place) => [field, form.read(columns[place] as never, count)] as const);
  for (const [field, values] of read) if (values.length !== count) throw new RangeError(`${field} of ${count}`);
  const rowAt = (at: number) => Object.fromEntries(read.map(([field, values]) => [field, values[at]]));
  return { ...plan, bookings: Array.from({ length: count }, (_, at) => rowAt(at) as DayBooking) };
}
