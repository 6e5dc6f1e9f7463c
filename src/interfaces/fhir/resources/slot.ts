import type { Slot } from '@medplum/fhirtypes';
import { placesOf } from '../../../modules/missions/index.ts';
import type { Row } from '../table.ts';
import { metaOf, slotEnd, specialtyOf, systems } from './common.ts';

export type SlotRow = Row & {
  schedule_id: string;
  place: number;
  specialty: Parameters<typeof placesOf>[0]['specialty'];
  starts_at: Date;
  ends_at: Date;
  capacity_per_hour: number;
  kept_referred: number;
  kept_children: number;
  kept_disability: number;
  state: 'free' | 'held' | 'gone';
};

/** Statuses of R4 and what the view says of a place. */
export const slotStates = { free: ['free'], busy: ['held'], 'busy-unavailable': ['gone'] } as const;
const statusOf: Record<SlotRow['state'], Slot['status']> = { free: 'free', held: 'busy', gone: 'busy-unavailable' };

/** For whom the place is kept: what a booking goes by. */
function keptOf({ place, capacity_per_hour: capacityPerHour, ...row }: SlotRow): string | null {
  const kept = { referred: row.kept_referred, child: row.kept_children, disability: row.kept_disability };
  const minutes = Math.ceil(((place + 1) * 60) / capacityPerHour);
  const session = {
    id: row.schedule_id,
    specialty: row.specialty,
    startsAt: 0,
    minutes,
    capacityPerHour,
    kept,
    taken: [],
  };
  return placesOf(session)[place]?.kept ?? null;
}

/** One place of a session; where it is kept for some, that is its category. */
export function slotOf(row: SlotRow): Slot {
  const kept = keptOf(row);
  return {
    resourceType: 'Slot',
    id: row.id,
    meta: metaOf({ id: row.id, is_demo: row.is_demo }),
    ...(kept && { serviceCategory: [{ coding: [{ system: systems.keptFor, code: kept }] }] }),
    specialty: [specialtyOf(row.specialty)],
    schedule: { reference: `Schedule/${row.schedule_id}` },
    status: statusOf[row.state],
    start: row.starts_at.toISOString(),
    end: slotEnd({ starts: row.starts_at, ends: row.ends_at, perHour: row.capacity_per_hour }).toISOString(),
  };
}
