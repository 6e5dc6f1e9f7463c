import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { type Missing, ownMeeting, type Refused } from './changes.server.ts';
import { writtenByPeople } from './meeting.ts';
import { happened, type MeetingTable, saveMeeting } from './meeting.sql.ts';
import {
  deleteMinutes,
  freezeMinutes,
  insertMinutes,
  type MinutesTable,
  minutesOf,
  rewriteMinutes,
} from './minutes.sql.ts';

/** Minutes are written, approved in a second step, and frozen then; what is wrong in them is mended by a new version. */
type Writing = {
  id: string;
  wording: LocalisedText;
  reasons: LocalisedText | null;
  version: number | null;
};

export async function writeMinutes(
  context: Served,
  { id, wording, reasons, version }: Writing,
): Promise<{ written: MinutesTable } | Refused<Missing | 'reasons-missing' | 'not-held-yet'>> {
  const own = await ownMeeting(context, id);
  if ('refused' in own) return own;
  if (own.found.state !== 'held') return { refused: 'not-held-yet' };
  const [newest] = await minutesOf(context.tx, id);
  const draft = newest?.approved_at === null ? newest : undefined;
  if ((draft?.version ?? null) !== version) return { refused: 'stale' };
  const number = draft?.number ?? (newest?.number ?? 0) + 1;
  if (number > 1 && reasons === null) return { refused: 'reasons-missing' };
  const said = { wording, reasons: number > 1 ? reasons : null };
  const written = draft
    ? await rewriteMinutes(context, draft, said)
    : await insertMinutes(context, own.found, { ...said, number });
  await happened(context, own.found, {
    action: number > 1 ? 'mendMinutes' : 'writeMinutes',
    fields: ['minutes'],
    visibility: 'own_side',
  });
  return { written };
}

type Draft = { id: string; number: number; version: number };
type DraftRefusal = Missing | 'nothing-to-approve';

/** What is being written, at the version that the person saw. The lock on the meeting makes two of them wait. */
async function draftAt(
  context: Served,
  { id, number, version }: Draft,
): Promise<{ meeting: MeetingTable; draft: MinutesTable } | Refused<DraftRefusal>> {
  const own = await ownMeeting(context, id);
  if ('refused' in own) return own;
  const draft = (await minutesOf(context.tx, id)).find((each) => each.number === number);
  if (!draft || draft.approved_at !== null) return { refused: 'nothing-to-approve' };
  return draft.version === version ? { meeting: own.found, draft } : { refused: 'stale' };
}

/** What a machine wrote and nobody approved is no part of the minutes. */
export async function approveMinutes(
  context: Served,
  asked: Draft,
): Promise<{ approved: MinutesTable } | Refused<DraftRefusal | 'only-a-machine-wrote'>> {
  const found = await draftAt(context, asked);
  if ('refused' in found) return found;
  const wording = writtenByPeople(found.draft.wording);
  if (!wording) return { refused: 'only-a-machine-wrote' };
  const approved = await freezeMinutes(context, found.draft, wording);
  await saveMeeting(context, found.meeting, {
    changed: {
      minutes: wording,
      minutes_state: 'approved',
      minutes_approved_by: context.actor.person,
      minutes_approved_at: context.now,
    },
    action: approved.number > 1 ? 'approveMending' : 'approveMinutes',
    fields: ['minutes'],
  });
  return { approved };
}

export async function discardMinutes(
  context: Served,
  asked: Draft,
): Promise<{ discarded: string } | Refused<DraftRefusal>> {
  const found = await draftAt(context, asked);
  if ('refused' in found) return found;
  await deleteMinutes(context.tx, found.draft);
  await happened(context, found.meeting, { action: 'discardMinutes', fields: ['minutes'], visibility: 'own_side' });
  return { discarded: asked.id };
}
