import type { Session } from './session.ts';

/** What has a name in a plan. */
export type Named = { id: string; name: string };
type PlannedSession = Record<string, unknown> & { id: string; version: number; room: string; day: string };
/** The plan of a mission, as far as the demonstration reads it. */
export type Planned = {
  id: string;
  slug: string;
  version: number;
  state: string;
  today: string;
  people: { person: string; name: string }[];
  venues: { id: string }[];
  rooms: Named[];
  clinicians: (Named & { specialty: string; answeredForBy: string | null })[];
  sessions: PlannedSession[];
  equipment: Named[];
  interpreters: Named[];
  checks: { item: string }[];
};
export const planOf = (session: Session, id: string): Promise<Planned> => session.get<Planned>(`/missions/${id}`);
