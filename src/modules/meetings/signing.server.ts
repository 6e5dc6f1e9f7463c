import { partnershipOf } from '../directory/index.ts';
import { type FindSignable, textsOf } from '../../platform/signature/signable.ts';
import { findMeeting } from './meeting.sql.ts';
import { minutesOf } from './minutes.sql.ts';

/** What is signed of a meeting: the newest minutes that were approved, by anybody who sits on a side of its partnership. */
export const minutesToSign: FindSignable = async (context, id) => {
  const { tx, actor } = context;
  const meeting = await findMeeting(tx, id);
  if (!meeting) return null;
  const approved = (await minutesOf(tx, id)).find(({ approved_at }) => approved_at !== null);
  if (!approved) return 'nothing';
  const partnership = await partnershipOf(tx, meeting.partnership_id);
  const { partnership_id, visibility, is_demo } = meeting;
  const side_id = partnership?.ownSide;
  const shared = side_id
    ? { owner_organisation: actor.organisation, partnership_id, side_id, visibility, is_demo }
    : undefined;
  const record = { subject: 'meeting', id };
  return { version: approved.number, texts: textsOf(approved.wording), href: `/app/meetings/${id}`, shared, record };
};
