import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { BookingState, Specialty } from './booking.ts';
import { type DaySession, type SessionRow, sessionOfRow } from './bookingSession.ts';

export type BookingTable = {
  id: string;
  mission_id: string;
  specialty: Specialty;
  state: BookingState;
  session_id: string | null;
  place: number | null;
  starts_at: Date | null;
  day: string | null;
  number: number | null;
  language: string;
  channel: 'public' | 'operator';
  code_hash: string;
  person_key: string | null;
  phone_key: string | null;
  /** Null once it was erased. */
  details: Buffer | null;
  erased_at: Date | null;
  consent_version: number;
  waiting_since: Date | null;
  booked_by: string | null;
  booked_at: Date;
  reminded_at: Date | null;
  to_tell: 'placed' | 'displaced' | 'mission_cancelled' | null;
  version: number;
  changed_at: Date;
};
type Inserted = Omit<BookingTable, 'day' | 'number' | 'reminded_at' | 'to_tell' | 'erased_at'>;
type MissionTable = {
  id: string;
  slug: string;
  state: string;
  visibility: string;
  languages: string[];
  owner_organisation: string;
};
export const bookingTables = (tx: Tx) => tx.withTables<{ booking: BookingTable; mission: MissionTable }>();

/** Does the work of somebody without an account, who sees bookings and nothing else. */
export const asBooker = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (tx) => {
    await sql`select enter_public_booking()`.execute(tx);
    return work(tx);
  });

/** One at a time gives out the places of a mission, until the end of the transaction. */
export const lockDesk = (tx: Tx, mission: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`bookings of ${mission}`}, 0))`.execute(tx);

/** A mission that whoever asks may see, by the name of its page. */
export const missionNamed = (tx: Tx, slug: string) =>
  bookingTables(tx)
    .selectFrom('mission')
    .select(['id', 'slug', 'state', 'visibility', 'languages'])
    .where('slug', '=', slug)
    .where('state', '<>', 'draft')
    .executeTakeFirst();

/** The sessions of a mission that is open for booking, with the places that are held. */
export async function sessionsOf(tx: Tx, mission: string): Promise<DaySession[]> {
  const { rows } = await sql<SessionRow>`select * from booking_sessions(${mission})`.execute(tx);
  return rows.map(sessionOfRow);
}

export const bookingBehind = (tx: Tx, codeHash: string): Promise<BookingTable | undefined> =>
  bookingTables(tx).selectFrom('booking').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();

export const bookingWith = (tx: Tx, id: string): Promise<BookingTable | undefined> =>
  bookingTables(tx).selectFrom('booking').selectAll().where('id', '=', id).executeTakeFirst();

/** Those of these bookings that are of the mission. */
export const bookingsWith = (tx: Tx, mission: string, ids: readonly string[]): Promise<BookingTable[]> =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('mission_id', '=', mission)
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .orderBy('id')
    .execute();

const standing: readonly BookingState[] = ['booked', 'moved', 'waiting'];

/** Whether that person stands for that specialty already. */
export async function standsAlready(
  tx: Tx,
  { mission, specialty, personKey }: { mission: string; specialty: Specialty; personKey: string },
): Promise<boolean> {
  const found = await bookingTables(tx)
    .selectFrom('booking')
    .select('id')
    .where('mission_id', '=', mission)
    .where('specialty', '=', specialty)
    .where('person_key', '=', personKey)
    .where('state', 'in', standing)
    .executeTakeFirst();
  return found !== undefined;
}

/** How many bookings stand under one telephone. */
export async function standingOfPhone(tx: Tx, mission: string, phoneKey: string): Promise<number> {
  const found = await bookingTables(tx)
    .selectFrom('booking')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('mission_id', '=', mission)
    .where('phone_key', '=', phoneKey)
    .where('state', 'in', standing)
    .executeTakeFirst();
  return Number(found?.n ?? 0);
}

/** Those who wait in a mission, of all specialties. */
export const waitingIn = (tx: Tx, mission: string): Promise<BookingTable[]> =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('mission_id', '=', mission)
    .where('state', '=', 'waiting')
    .orderBy('waiting_since')
    .orderBy('id')
    .execute();

/** @returns the booking as the database has it, with its day and its number */
export async function insertBooking(tx: Tx, row: Inserted): Promise<BookingTable> {
  await tx.withTables<{ booking: Inserted }>().insertInto('booking').values(row).execute();
  const inserted = await bookingWith(tx, row.id);
  if (!inserted) throw new Error('a booking is seen by who made it');
  return inserted;
}

type Change = Partial<
  Pick<
    BookingTable,
    'state' | 'session_id' | 'place' | 'starts_at' | 'day' | 'number' | 'waiting_since' | 'reminded_at' | 'to_tell'
  >
>;
/** @returns the booking after the change */
export const changeBooking = (tx: Tx, { id, now }: { id: string; now: Date }, change: Change): Promise<BookingTable> =>
  bookingTables(tx)
    .updateTable('booking')
    .set({ ...change, version: sql`version + 1`, changed_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Bookings of whom nobody heard on a day that is over, as the job. `grace` in milliseconds. */
export const missedBookings = async (tx: Tx, { now, grace }: { now: Date; grace: number }) =>
  (
    await sql<{ booking: string; mission: string }>`
      select booking, mission from bookings_missed(${now}, make_interval(secs => ${grace / 1000}))`.execute(tx)
  ).rows;

export type Surroundings = {
  slug: string;
  title: LocalisedText;
  state: string;
  isDemo: boolean;
  languages: string[];
  host: Names;
  room: string | null;
  venue: LocalisedText | null;
  address: LocalisedText | null;
  zone: string | null;
};
/** What a ticket and a message show of the mission, the venue and the room. */
export async function surroundingsOf(
  tx: Tx,
  { mission_id, session_id }: Pick<BookingTable, 'mission_id' | 'session_id'>,
): Promise<Surroundings | undefined> {
  const { rows } = await sql<{ found: Surroundings | null }>`
    select booking_surroundings(${mission_id}, ${session_id}) as found`.execute(tx);
  return rows[0]?.found ?? undefined;
}

/** Missions in which somebody waits or lost a place, as the job. */
export async function missionsToTend(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ mission_id: string }>`select mission_id from bookings_to_tend()`.execute(tx);
  return rows.map(({ mission_id }) => mission_id);
}

/** Bookings of a mission that stand and are still to come. */
export const heldAfter = (tx: Tx, mission: string, now: Date): Promise<BookingTable[]> =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('mission_id', '=', mission)
    .where('state', 'in', ['booked', 'moved'])
    .where('starts_at', '>', now)
    .execute();

/** Whoever has not been told yet, who waits longest first. */
export const untold = (tx: Tx, atMost: number): Promise<BookingTable[]> =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('to_tell', 'is not', null)
    .orderBy('changed_at')
    .limit(atMost)
    .execute();

/** Whoever has a place between two moments and has not been reminded. */
export const toRemind = (tx: Tx, { from, until, atMost }: { from: Date; until: Date; atMost: number }) =>
  bookingTables(tx)
    .selectFrom('booking')
    .selectAll()
    .where('state', 'in', ['booked', 'moved'])
    .where('reminded_at', 'is', null)
    .where('starts_at', '>', from)
    .where('starts_at', '<=', until)
    .orderBy('starts_at')
    .limit(atMost)
    .execute();
