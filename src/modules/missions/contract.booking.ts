import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { bookingStates, kinds } from './booking.ts';
import { specialties } from './day/operation.ts';
import { MissionLanguage } from './schemas.ts';

const Day = z.iso.date();
const missing = { 'not-found': { status: 404 } } as const;
/** Why a place is not given; what is free now is asked again. */
const noPlace = {
  'time-passed': { status: 409 },
  'time-kept': { status: 409 },
  'time-taken': { status: 409 },
  full: { status: 409 },
  'mission-closed': { status: 409 },
} as const;
const Wanted = z.union([z.literal('waiting'), z.object({ session: z.uuid(), at: z.iso.datetime() })]);

/** A booking as the operator sees it: who and when; what somebody complains of is for the clinician. */
export const BookingSchema = z.object({
  id: z.uuid(),
  /** `A-001`; null while waiting. */
  ticket: z.nullable(z.string()),
  state: z.enum(bookingStates),
  specialty: z.enum(specialties),
  at: z.nullable(z.string()),
  day: z.nullable(Day),
  zone: z.nullable(z.string()),
  room: z.nullable(z.string()),
  /** Null once erased. */
  name: z.nullable(z.string()),
  birthYear: z.nullable(z.int()),
  phone: z.nullable(z.string()),
  language: z.string(),
  channel: z.enum(['public', 'operator']),
  /** They hold a place that the plan no longer has: somebody has to decide. */
  isOver: z.boolean(),
});

const Who = {
  name: z.string().check(readable(), z.minLength(2), z.maxLength(200)),
  birthYear: z.int().check(z.minimum(1900), z.maximum(2200)),
  phone: z.string().check(readable(), z.minLength(1), z.maxLength(40)),
  complaint: z.string().check(readable(), z.minLength(1), z.maxLength(1000)),
  referred: z.boolean(),
  disability: z.boolean(),
  representative: z.nullable(z.string().check(readable(), z.minLength(2), z.maxLength(200))),
};

export const booking = {
  bookings: endpoint
    .route({ method: 'GET', path: '/missions/{id}/bookings', summary: 'List the bookings of a day, or those who wait' })
    .meta({ needs: 'missions.book', opens: 'personal' })
    .input(z.object({ id: z.uuid(), day: z.optional(Day) }))
    .output(
      z.object({
        items: z.array(BookingSchema),
        days: z.array(Day),
        /** Days on which somebody holds a place that the plan no longer has. */
        daysOver: z.array(Day),
        languages: z.array(z.string()),
      }),
    )
    .errors(missing),
  bookingTimes: endpoint
    .route({ method: 'GET', path: '/missions/{id}/booking-times', summary: 'List the free times of a specialty' })
    .meta({ needs: 'missions.book' })
    .input(z.object({ id: z.uuid(), specialty: z.enum(specialties) }))
    .output(
      z.object({
        waiting: z.int(),
        times: z.array(
          z.object({
            session: z.uuid(),
            at: z.string(),
            day: Day,
            zone: z.string(),
            room: z.string(),
            /** Only for those it is kept for. */
            kept: z.nullable(z.enum(kinds)),
          }),
        ),
      }),
    )
    .errors(missing),
  bookForCaller: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/bookings',
      summary: 'Book for somebody who phones; the ticket goes to them by SMS',
      successStatus: 201,
    })
    .meta({ needs: 'missions.book', opens: 'personal' })
    .input(
      z.object({
        id: z.uuid(),
        ...Who,
        specialty: z.enum(specialties),
        language: MissionLanguage,
        wanted: Wanted,
        /** The wording was read out, and they agreed. */
        isConsentSaid: z.literal(true),
      }),
    )
    .output(BookingSchema)
    .errors({
      ...missing,
      ...noPlace,
      'phone-wrong': { status: 422 },
      'birth-year-wrong': { status: 422 },
      'representative-missing': { status: 422 },
      'booked-already': { status: 409 },
      'phone-full': { status: 409 },
      'specialty-missing': { status: 409 },
    }),
  moveCallersBooking: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/bookings/{booking}/move',
      summary: 'Move a booking to another time',
    })
    .meta({ needs: 'missions.book', opens: 'personal' })
    .input(z.object({ id: z.uuid(), booking: z.uuid(), session: z.uuid(), at: z.iso.datetime() }))
    .output(BookingSchema)
    .errors({ ...missing, ...noPlace, 'booking-past': { status: 409 } }),
  cancelCallersBooking: endpoint
    .route({ method: 'POST', path: '/missions/{id}/bookings/{booking}/cancel', summary: 'Cancel a booking' })
    .meta({ needs: 'missions.book', opens: 'personal' })
    .input(z.object({ id: z.uuid(), booking: z.uuid() }))
    .output(BookingSchema)
    .errors({ ...missing, 'booking-past': { status: 409 } }),
  eraseCallersBooking: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/bookings/{booking}/erasure',
      summary: 'Erase who booked, because they ask for it; a booking that stands is cancelled',
    })
    .meta({ needs: 'missions.book', opens: 'personal' })
    .input(z.object({ id: z.uuid(), booking: z.uuid() }))
    .output(BookingSchema)
    .errors({ ...missing, 'booking-past': { status: 409 } }),
};
