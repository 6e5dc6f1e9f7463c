import { organisationsOf, partnershipNames } from '../directory/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { localTimeAt } from '../../platform/time/zone.ts';
import type { FoundMeeting } from './meeting.sql.ts';
import type { MinutesTable } from './minutes.sql.ts';
import type { MeetingRow } from './schemas.ts';

/** How rows become what the pages show. */
type PartnershipNamed = { id: string; slug: string; names: Names };

function meetingRow(found: FoundMeeting, partnership: PartnershipNamed): MeetingRow {
  const { starts_at, ends_at, zone } = found;
  const local = (at: Date | null) => (at && zone ? localTimeAt(new Date(at), zone) : null);
  const instant = (at: Date | null) => at && new Date(at).toISOString();
  return {
    id: found.id,
    partnership,
    title: found.title,
    state: found.state,
    held: found.held,
    startsAt: instant(starts_at),
    endsAt: instant(ends_at),
    localStart: local(starts_at),
    localEnd: local(ends_at),
    zone,
    reportedOn: found.reported_on,
    manner: found.manner,
    place: found.place_key,
    venue: found.venue,
    minutesState: found.minutes_state,
    visibility: found.visibility,
    isOwn: found.isOwn,
    isDemo: found.is_demo,
    version: found.version,
    changedAt: new Date(found.changed_at).toISOString(),
  };
}

/** Rows with what their partnerships are called: one query, however many rows. */
export async function rowsShown(tx: Tx, found: readonly FoundMeeting[]): Promise<MeetingRow[]> {
  if (found.length === 0) return [];
  const names = await partnershipNames(
    tx,
    found.map(({ partnership_id }) => partnership_id),
  );
  const byId = new Map(names.map((each) => [each.id, each]));
  return found.flatMap((each) => {
    const partnership = byId.get(each.partnership_id);
    // A public meeting of a partnership that is no longer open to the reader has no page to stand on.
    return partnership ? [meetingRow(each, partnership)] : [];
  });
}

/** What the ledger and the directory call organisations, for those named here. */
export const named = async ({ tx }: Pick<Served, 'tx'>, ids: readonly string[]) =>
  (await organisationsOf(tx, ids)).map(({ id, names, country, isDemo }) => ({ id, names, country, isDemo }));

export const minutesShown = (found: MinutesTable) => ({
  number: found.number,
  wording: found.wording,
  reasons: found.reasons,
  state: found.approved_at === null ? ('draft' as const) : ('approved' as const),
  writtenAt: new Date(found.written_at).toISOString(),
  approvedAt: found.approved_at && new Date(found.approved_at).toISOString(),
  version: found.version,
});
