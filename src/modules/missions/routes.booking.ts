import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import {
  bookForCaller,
  cancelForCaller,
  eraseForCaller,
  listBookings,
  listTimes,
  moveForCaller,
} from './bookingDesk.server.ts';
import { booking } from './contract.booking.ts';

const api = implement(booking).$context<Served>();

export const bookingRoutes = {
  bookings: api.bookings.handler(async ({ input, context, errors }) => {
    const found = await listBookings(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  bookingTimes: api.bookingTimes.handler(async ({ input, context, errors }) => {
    const found = await listTimes(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  bookForCaller: api.bookForCaller.handler(async ({ input, context, errors }) => {
    const result = await bookForCaller(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.shown;
  }),
  moveCallersBooking: api.moveCallersBooking.handler(async ({ input, context, errors }) => {
    const result = await moveForCaller(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.shown;
  }),
  cancelCallersBooking: api.cancelCallersBooking.handler(async ({ input, context, errors }) => {
    const result = await cancelForCaller(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.shown;
  }),
  eraseCallersBooking: api.eraseCallersBooking.handler(async ({ input, context, errors }) => {
    const result = await eraseForCaller(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.shown;
  }),
};
