import { specialties } from '../../modules/missions/day/operation.ts';
import type { Specialty } from '../../modules/missions/booking.ts';
import type { Tx } from '../../platform/database.ts';
import type { BookData, BookingRefused, FieldProblem, Typed } from './data.ts';
import { missionRow, optionsOf, publicSessions, waitingBySpecialty } from './mission.sql.ts';

export const isSpecialty = (text: string): text is Specialty => specialties.some((each) => each === text);

type Wanted = {
  slug: string;
  specialty: string;
  now: Date;
  typed: Typed;
  problems?: FieldProblem[];
  refused?: BookingRefused | null;
  code: string;
};

/** The form of one specialty with the times that are free now; what was typed stays. */
export async function bookDataOf(tx: Tx, wanted: Wanted): Promise<BookData | undefined> {
  const { slug, specialty, now, typed, problems = [], refused = null, code } = wanted;
  if (!isSpecialty(specialty)) return undefined;
  const mission = await missionRow(tx, slug);
  if (!mission) return undefined;
  const isOpen = mission.state === 'announced' || mission.state === 'running';
  const all = await publicSessions(tx, mission.id);
  const sessions = all.filter((each) => each.specialty === specialty);
  if (sessions.length === 0) return undefined;
  const waiting = (await waitingBySpecialty(tx, mission.id)).get(specialty) ?? 0;
  const times = isOpen ? optionsOf(sessions, now) : [];
  return { mission, specialty, times, waiting, typed, problems, refused: isOpen ? refused : 'mission-closed', code };
}
