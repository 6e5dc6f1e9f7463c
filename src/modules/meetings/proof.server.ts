import { mayPublish } from '../directory/index.ts';
import { claimsOf, documentsCited, showClaims } from '../documents/index.ts';
import type { Served } from '../../platform/serve.ts';
import { type At, type Missing, ownMeetingAt, partnershipOfMeeting, type Refused } from './changes.server.ts';
import { isWider } from './meeting.ts';
import { saveMeeting } from './meeting.sql.ts';
import { claimsUnder, setGround, setTelling } from './parts.sql.ts';

/** What the record of a meeting rests on, and who is shown it. */
type Saved = { id: string; version: number };

export async function tellOf(
  context: Served,
  { document, tells, ...at }: At & { document: string; tells: boolean },
): Promise<Saved | Refused<Missing | 'document-unknown'>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const [found] = await documentsCited(context.tx, [document]);
  if (tells && found?.partnership !== own.found.partnership_id) return { refused: 'document-unknown' };
  await setTelling(context.tx, { meeting: at.id, document }, tells);
  const action = tells ? 'addDocument' : 'removeDocument';
  return saveMeeting(context, own.found, { changed: {}, action, fields: ['documents'] });
}

/** A claim that was shown with the meeting stays under it. */
export async function restOn(
  context: Served,
  { claim, rests, ...at }: At & { claim: string; rests: boolean },
): Promise<Saved | Refused<Missing | 'claim-not-accepted' | 'already-published'>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const { tx } = context;
  const [found] = await claimsOf(tx, [claim]);
  const isOurs = found?.partnership === own.found.partnership_id && found.shared.side_id === own.found.side_id;
  if (!found || !isOurs || found.state !== 'accepted') return { refused: 'claim-not-accepted' };
  if (!rests && own.found.visibility !== 'own_side') return { refused: 'already-published' };
  await setGround(tx, { meeting: at.id, claim }, rests);
  // What is laid under something that others see is seen by them too.
  if (rests) await showClaims(context, [claim], own.found.visibility);
  const action = rests ? 'layGround' : 'takeUpGround';
  return saveMeeting(context, own.found, { changed: {}, action, fields: ['grounds'] });
}

type PublishRefusal = Missing | 'narrows-what-was-shown' | 'partnership-not-public' | 'side-may-not-publish';

/** Lets others see a meeting with the quotes it rests on. It only widens; notes and unapproved minutes stay where they are. */
export async function publishMeeting(
  context: Served,
  { visibility, ...at }: At & { visibility: 'partnership' | 'public' },
): Promise<Saved | Refused<PublishRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  if (isWider(own.found.visibility, visibility)) return { refused: 'narrows-what-was-shown' };
  const partnership = await partnershipOfMeeting(context, own.found);
  if (visibility === 'public' && partnership.visibility !== 'public') return { refused: 'partnership-not-public' };
  if (visibility === 'public' && !(await mayPublish(context, partnership, 'meetings')))
    return { refused: 'side-may-not-publish' };
  const claims = await claimsOf(context.tx, await claimsUnder(context.tx, at.id));
  const own_side = own.found.side_id;
  const shown = claims.filter(({ state, shared }) => state === 'accepted' && shared.side_id === own_side);
  await showClaims(
    context,
    shown.map(({ id }) => id),
    visibility,
  );
  if (own.found.visibility === visibility) return { id: at.id, version: own.found.version };
  return saveMeeting(context, own.found, { changed: { visibility }, action: 'publish', fields: ['visibility'] });
}
