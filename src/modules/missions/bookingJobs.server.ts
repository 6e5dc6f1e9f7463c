import type { Vault } from '../../platform/crypto/vault.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { fieldsAt, todayIn } from '../../platform/time/calendar.ts';
import { bookingAfter, isReminded } from './booking.ts';
import { type Desk, fillFreed } from './booking.server.ts';
import {
  changeBooking,
  heldAfter,
  lockDesk,
  missedBookings,
  missionsToTend,
  sessionsOf,
  surroundingsOf,
  toRemind,
  untold,
  waitingIn,
} from './booking.sql.ts';
import { tell } from './bookingMessage.server.ts';
import { graceAfterDay } from './bookingOutcome.ts';

const day = 24 * 3_600_000;
const atOnce = 300;

/** Whoever lost a place through no fault of theirs waits in front of the others; with the mission itself all of it ends. */
async function displace(desk: Desk, mission: string): Promise<void> {
  const { tx, now } = desk;
  const around = await surroundingsOf(tx, { mission_id: mission, session_id: null });
  const held = await heldAfter(tx, mission, now);
  if (around?.state === 'cancelled') {
    for (const { id } of [...held, ...(await waitingIn(tx, mission))])
      await changeBooking(tx, { id, now }, { state: 'cancelled', waiting_since: null, to_tell: 'mission_cancelled' });
    return;
  }
  const there = new Set((await sessionsOf(tx, mission)).map(({ id }) => id));
  const none = { session_id: null, place: null, starts_at: null, day: null, number: null };
  for (const booking of held.filter(({ session_id }) => session_id !== null && !there.has(session_id))) {
    const state = bookingAfter(booking.state, 'displace') ?? booking.state;
    const change = {
      state,
      ...none,
      waiting_since: booking.booked_at,
      reminded_at: null,
      to_tell: 'displaced',
    } as const;
    await changeBooking(tx, { id: booking.id, now }, change);
  }
}

/** Of whom nobody heard on a day on which people were seen did not come. Whom a device names later came after all. */
async function missThose({ tx, now }: Desk): Promise<void> {
  const missed = await missedBookings(tx, { now, grace: graceAfterDay });
  for (const mission of new Set(missed.map((each) => each.mission))) await lockDesk(tx, mission);
  for (const { booking: id } of missed) await changeBooking(tx, { id, now }, { state: 'no_show', to_tell: null });
}

async function tellThose(desk: Desk): Promise<number> {
  const { tx, now } = desk;
  const due = await untold(tx, atOnce);
  for (const booking of due) {
    if (booking.to_tell) await tell(desk, booking.to_tell, { booking });
    await changeBooking(tx, { id: booking.id, now }, { to_tell: null });
  }
  return due.length;
}

async function remind(desk: Desk): Promise<number> {
  const { tx, now } = desk;
  const near = await toRemind(tx, { from: now, until: new Date(now.getTime() + day), atMost: atOnce });
  let reminded = 0;
  for (const booking of near) {
    const zone = (await surroundingsOf(tx, booking))?.zone ?? 'UTC';
    const times = { at: booking.starts_at?.getTime() ?? 0, bookedAt: booking.booked_at.getTime() };
    if (!isReminded(times, now.getTime(), fieldsAt(now, zone).hour)) continue;
    await tell(desk, 'reminder', { booking });
    await changeBooking(tx, { id: booking.id, now }, { reminded_at: now });
    reminded += 1;
  }
  return reminded;
}

/**
 * Looks after bookings: gives freed places to those who wait, takes people out of sessions that are gone, tells them, and reminds
 * everybody within the day before; and when a day is over, says who did not come. What is told and what is noted as told are one transaction, so nobody is told twice.
 */
export const tendBookings = ({ vault, newId, zone }: { vault: Vault; newId: () => string; zone: string }): Job => ({
  name: 'tendBookings',
  when: '*/5 * * * *',
  work: async (tx, now) => {
    const desk: Desk = { tx, vault, now, newId, today: todayIn(zone, now) };
    for (const mission of await missionsToTend(tx)) {
      await lockDesk(tx, mission);
      await displace(desk, mission);
      await fillFreed(desk, mission);
    }
    await missThose(desk);
    return (await tellThose(desk)) + (await remind(desk));
  },
});
