import { partnershipNames } from '../directory/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import { findMeeting, type FoundMeeting } from './meeting.sql.ts';
import { calendarDays, type Rung, type State, writtenByPeople } from './meeting.ts';
import { meetingsQuery } from './list.sql.ts';

/** A meeting as a calendar wants it: with an hour in its zone, with whole days, or with neither. */
export type CalendarMeeting = {
  id: string;
  /** Of the record; 1 is the first. */
  version: number;
  changedAt: Date;
  state: State;
  title: LocalisedText;
  agenda: LocalisedText | null;
  partnership: Names;
  /** A key of the table of places. */
  place: string | null;
  venue: LocalisedText | null;
  hours: { startsAt: Date; endsAt: Date | null; zone: string } | null;
  days: { first: string; last: string } | null;
  visibility: Rung;
  isDemo: boolean;
};

const inCalendar = (found: FoundMeeting, partnership: Names): CalendarMeeting => ({
  id: found.id,
  version: found.version,
  changedAt: new Date(found.changed_at),
  state: found.state,
  title: found.title,
  agenda: found.agenda && writtenByPeople(found.agenda),
  partnership,
  place: found.place_key,
  venue: found.venue,
  hours:
    found.starts_at && found.zone
      ? {
          startsAt: new Date(found.starts_at),
          endsAt: found.ends_at && new Date(found.ends_at),
          zone: found.zone,
        }
      : null,
  days: calendarDays(found.held),
  visibility: found.visibility,
  isDemo: found.is_demo,
});

async function withPartnerships(tx: Tx, found: readonly FoundMeeting[]): Promise<CalendarMeeting[]> {
  const partnerships = found.map(({ partnership_id }) => partnership_id);
  const names = partnerships.length > 0 ? await partnershipNames(tx, partnerships) : [];
  const byId = new Map(names.map((each) => [each.id, each.names]));
  return found.map((each) => inCalendar(each, byId.get(each.partnership_id) ?? {}));
}

/** So many meetings are in a calendar at most: the newest. */
const most = 2000;

/** The meetings of the partnerships in which the actor's organisation takes part, the newest first. */
export async function meetingsForCalendar(tx: Tx): Promise<CalendarMeeting[]> {
  const slice = { order: { sort: 'held', isDescending: true }, after: null, limit: most } as const;
  const { rows } = await meetingsQuery({}, slice).execute(tx);
  return withPartnerships(tx, rows);
}

/** One meeting that the actor may see. */
export async function meetingForCalendar(tx: Tx, id: string): Promise<CalendarMeeting | undefined> {
  const found = await findMeeting(tx, id);
  return found && (await withPartnerships(tx, [found]))[0];
}
