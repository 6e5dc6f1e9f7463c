import { addDays } from '../../../../platform/time/calendar.ts';
import { instantOf } from '../../../../platform/time/zone.ts';
import {
  type AnnouncingLack,
  hasRoleOn,
  lacksForAnnouncing,
  placesIn,
  type Signing,
  type SigningLack,
} from '../../plan.ts';
import { isOver } from '../../mission.ts';
import { signingLack, signingLacks } from '../../plan.ts';
import type { Planned } from '../client.ts';

export type Clinician = Planned['clinicians'][number];
export type Session = Planned['sessions'][number];
/** What somebody of the team still needs, and the days (`YYYY-MM-DD`) for which they need it; an account has no days. */
export type TeamLack = { lack: SigningLack | 'no-account' | 'no-role'; days: string[] };

export const standing = ({ sessions }: Pick<Planned, 'sessions'>): Session[] =>
  sessions.filter(({ isCancelled }) => !isCancelled);

/** The days of a mission's sessions that stand, each once, in order. */
export const daysOf = (mission: Pick<Planned, 'sessions'>): string[] =>
  [...new Set(standing(mission).map(({ day }) => day))].toSorted();

/** How many can come to all sessions that stand, or to those of a day. */
export const placesOf = (mission: Pick<Planned, 'sessions'>, on?: string): number =>
  standing(mission)
    .filter(({ day }) => on === undefined || day === on)
    .reduce((sum, session) => sum + placesIn(session), 0);

/** The days on which somebody is wanted: those of their sessions, else of all. */
function wantedOn(mission: Planned, { id }: Clinician): string[] {
  const own = standing(mission).filter(({ clinician }) => clinician === id);
  return own.length > 0 ? daysOf({ sessions: own }) : daysOf(mission);
}

const signingOf = (clinician: Clinician, { clinicians }: Planned): Signing => ({
  ...clinician,
  answering: clinicians.find(({ id }) => id === clinician.answeredForBy) ?? null,
});

/** What keeps somebody from seeing people here: no account, no clinical role on those days, nothing that a signature rests on. */
export function lacksOf(mission: Planned, clinician: Clinician): TeamLack[] {
  if (clinician.hasEnded) return [];
  const wanted = wantedOn(mission, clinician);
  const signing = signingOf(clinician, mission);
  const lacks = wanted.map((day) => signingLack(signing, day));
  const unsigned = signingLacks.flatMap((lack): TeamLack[] => {
    const days = wanted.filter((_day, index) => lacks[index] === lack);
    return days.length === 0 ? [] : [{ lack, days }];
  });
  if (!mission.isOwn) return unsigned;
  if (clinician.person === null) return [{ lack: 'no-account', days: [] }, ...unsigned];
  const roles = mission.people.filter(({ person }) => person === clinician.person);
  const zone = mission.venues[0]?.zone ?? 'Asia/Almaty';
  const at = (day: string) => instantOf(`${day}T00:00`, zone) ?? new Date(`${day}T00:00:00Z`);
  const without = wanted.filter((day) => !hasRoleOn(roles, { from: at(day), until: at(addDays(day, 1)) }));
  return without.length === 0 ? unsigned : [{ lack: 'no-role', days: without }, ...unsigned];
}

/** Where something of a plan is worked on: its page behind the mission's. */
export type Part = 'plan' | 'team' | 'means' | 'readiness';
/** Something that is still to be done before the day, how often, and where. `part` null: on the mission's own page. */
export type ToDo =
  | { kind: AnnouncingLack; part: Part | null }
  | { kind: 'team' | 'nobody' | 'late'; part: Part; count: number };

const partOf: Record<AnnouncingLack, Part | null> = {
  'no-venue': 'plan',
  'no-session': 'plan',
  'no-title': null,
  'check-open': 'readiness',
};

/** What a mission still needs: first what keeps it from being announced, then what would be missed on the day. */
export function toDoOf(mission: Planned): ToDo[] {
  const { state, today, clinicians, checks } = mission;
  if (isOver(state)) return [];
  const announcing = state === 'draft' ? lacksForAnnouncing(mission, today) : [];
  const team = clinicians.filter((each) => lacksOf(mission, each).length > 0).length;
  const nobody = standing(mission).filter(({ day, clinician }) => day >= today && clinician === null).length;
  const late = checks.filter(({ isDone, due }) => !isDone && due !== null && due < today).length;
  const counted = [
    { kind: 'team', part: 'team', count: team },
    { kind: 'nobody', part: 'plan', count: nobody },
    { kind: 'late', part: 'readiness', count: late },
  ] as const;
  return [...announcing.map((kind) => ({ kind, part: partOf[kind] })), ...counted.filter(({ count }) => count > 0)];
}
