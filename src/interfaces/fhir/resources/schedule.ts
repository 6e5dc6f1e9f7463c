import type { Schedule } from '@medplum/fhirtypes';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, specialtyOf } from './common.ts';

export type ScheduleRow = Row & {
  specialty: string;
  starts_at: Date;
  ends_at: Date;
  is_active: boolean;
  clinician_id: string | null;
  /** Null for whoever may not know who it is. */
  clinician: string | null;
  room_id: string;
  room: string;
};

/** One session of a mission: a specialty in a room from when to when, with its clinician. */
export const scheduleOf = (row: ScheduleRow): Schedule => ({
  resourceType: 'Schedule',
  id: row.id,
  meta: metaOf({ id: row.id, is_demo: row.is_demo }),
  identifier: [identifierOf(row.id)],
  active: row.is_active,
  specialty: [specialtyOf(row.specialty)],
  actor: [
    ...(row.clinician_id && row.clinician ? [logical('PractitionerRole', row.clinician_id, row.clinician)] : []),
    logical('Location', row.room_id, row.room),
  ],
  planningHorizon: { start: row.starts_at.toISOString(), end: row.ends_at.toISOString() },
});
