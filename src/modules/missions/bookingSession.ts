import type { Session, Specialty } from './booking.ts';

/** A session as the database tells it, with the places that are held. */
export type SessionRow = {
  id: string;
  specialty: Specialty;
  day: string;
  starts_at: Date;
  minutes: number;
  capacity_per_hour: number;
  kept_referred: number;
  kept_children: number;
  kept_disability: number;
  room: string;
  zone: string;
  taken: number[];
};
/** A session whose places can be given out, and where and on which day it is. */
export type DaySession = Session & Pick<SessionRow, 'day' | 'room' | 'zone'>;

export const sessionOfRow = (row: SessionRow): DaySession => ({
  id: row.id,
  specialty: row.specialty,
  day: row.day,
  room: row.room,
  zone: row.zone,
  startsAt: row.starts_at.getTime(),
  minutes: row.minutes,
  capacityPerHour: row.capacity_per_hour,
  kept: { referred: row.kept_referred, child: row.kept_children, disability: row.kept_disability },
  taken: row.taken,
});
