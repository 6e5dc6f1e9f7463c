import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { groundsOf, organisationsOf, partiesOf, promisedRows } from './ledger.sql.ts';
import type { Meeting, MeetingData, Participant, Point } from './things.ts';

export const newestMeetings = sql`coalesce(m.held_last, m.reported_on) desc nulls last, m.id`;

const columns = sql`m.id, jsonb_build_object('slug', p.slug, 'names', p.names) as partnership, m.is_demo as "isDemo",
  m.title, m.state, m.held, m.starts_at as "startsAt", m.ends_at as "endsAt", m.zone, m.reported_on as "reportedOn",
  m.manner, m.place_key as "placeKey"`;

/** Meetings as rows, the newest first; `m` is public_meeting in `where`. */
export const meetingRows = async (tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<Meeting[]> =>
  (
    await sql<Meeting>`select ${columns} from public_meeting m join public_partnership p on p.id = m.partnership_id
      where ${where} order by ${newestMeetings} limit ${limit}`.execute(tx)
  ).rows;

type Whole = MeetingData['meeting'] & { day: string | null };
const wholeOf = async (tx: Tx, id: string): Promise<Whole | undefined> =>
  (
    await sql<Whole>`select ${columns}, m.venue, m.agenda, m.minutes, coalesce(m.held_first, m.reported_on) as day
      from public_meeting m join public_partnership p on p.id = m.partnership_id where m.id = ${id}`.execute(tx)
  ).rows[0];

/** Those who took part; what is not written there of a person of the directory, the directory says as of that day. */
const participantsOf = async (tx: Tx, meeting: string, day: string): Promise<Participant[]> =>
  (
    await sql<Participant>`
      select k.id, s.names as side, k.organisation_id as "organisationId", coalesce(k.name, n.names) as name,
        coalesce(k.post, o.title) as post, k.part
      from public_meeting_participant k
      left join public_side s on s.id = k.side_id
      left join public_person n on n.id = k.person_id
      left join lateral (
        select o.title from public_post o
        where o.person_id = k.person_id and (k.organisation_id is null or o.organisation_id = k.organisation_id)
          and (o.since is null or o.since <= ${day}) and (o.until is null or o.until >= left(${day}, length(o.until)))
        order by o.since desc nulls last, o.id limit 1) o on k.post is null
      where k.meeting_id = ${meeting} order by k.position limit 200`.execute(tx)
  ).rows;

const pointsOf = async (tx: Tx, meeting: string): Promise<Point[]> =>
  (
    await sql<Point>`
      select k.id, s.names as side, k.kind, k.strength, k.wording, k.commitment_id as "commitmentId"
      from public_meeting_point k left join public_side s on s.id = k.side_id
      where k.meeting_id = ${meeting} order by k.position limit 200`.execute(tx)
  ).rows;

/** One meeting with all that came of it; undefined where there is none of that id, or it is not public. */
export async function meetingPageOf(tx: Tx, id: string, today: string): Promise<MeetingData | undefined> {
  const whole = await wholeOf(tx, id);
  if (!whole) return undefined;
  const { day, ...meeting } = whole;
  const participants = await participantsOf(tx, id, day ?? today);
  const points = await pointsOf(tx, id);
  const promised = await promisedRows(tx, today, {
    where: sql`c.id in (select l.commitment_id from public_commitment_link l where l.meeting_id = ${id}
      union select k.commitment_id from public_meeting_point k where k.meeting_id = ${id})`,
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: 100,
  });
  const present = participants.flatMap(({ organisationId }) => organisationId ?? []);
  const organisations = await organisationsOf(tx, [...partiesOf(promised), ...present]);
  const grounds = await groundsOf(tx, { commitments: promised.map((row) => row.id), meetings: [id] });
  return { meeting, participants, points, promised, organisations, grounds };
}
