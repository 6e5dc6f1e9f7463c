import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { DayBooking, DayPlan } from './dayPlan.ts';
import { planFromColumns, planInColumns } from './planColumns.ts';

const booking = (at: number, more: Partial<DayBooking> = {}): DayBooking => ({
  id: uuidv7(),
  state: 'booked',
  day: '2026-12-01',
  codeHash: Buffer.from(`ticket ${at}.`.slice(0, 9)).toString('base64url'),
  number: at,
  specialty: 'cardiology',
  session: uuidv7(),
  startsAt: new Date(Date.UTC(2026, 11, 1, 4, at)).toISOString(),
  language: 'kk',
  name: `Адам ${at}`,
  birthYear: 1960 + at,
  phone: `+770100000${at}`,
  complaint: 'ентігу',
  kinds: [],
  representative: null,
  ...more,
});
const planOf = (bookings: DayBooking[]): DayPlan => ({
  mission: {
    id: uuidv7(),
    slug: 'mission',
    title: {},
    languages: ['kk'],
    state: 'announced',
    isDemo: false,
    host: {},
    visitors: [],
  },
  venues: [],
  rooms: [],
  sessions: [],
  clinicians: [],
  bookings,
});
const carried = (plan: DayPlan): DayPlan => planFromColumns(JSON.parse(JSON.stringify(planInColumns(plan))));

test.each([
  { name: 'nobody is booked', bookings: [] },
  { name: 'one person is', bookings: [booking(1)] },
  {
    name: 'people differ in everything, out of order',
    bookings: [
      booking(7, { kinds: ['wheelchair'], representative: 'Айгүл', language: 'ru', id: randomUUID() }),
      booking(2, { state: 'released', specialty: 'surgery', day: '2026-12-02' }),
      booking(3, { id: '00000000-0000-4000-8000-000000000000' }),
    ],
  },
])('a plan comes out of its columns as it went in where $name', ({ bookings }) => {
  const plan = planOf(bookings);
  expect(carried(plan)).toEqual(plan);
  expect(JSON.stringify(carried(plan))).toBe(JSON.stringify(plan));
});

test('a plan in which somebody lacks something is none', () => {
  const packed = planInColumns(planOf([booking(1), booking(2)]));
  expect(() => planFromColumns({ ...packed, booked: { ...packed.booked, count: 3 } })).toThrow(RangeError);
});
