import { organisationsOf, type Partnership, partnershipNamed, partnershipOf } from '../directory/index.ts';
import { changedFields } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { isAhead, move, type Action, checkMeeting, type WhenRefusal, withChange, type MoveRefusal } from './meeting.ts';
import {
  checkedOf,
  findMeeting,
  insertMeeting,
  type Ladder,
  lockMeeting,
  type MeetingTable,
  saveDescription,
  saveMeeting,
} from './meeting.sql.ts';
import { claimsUnder, pointsOf, replaceParticipants } from './parts.sql.ts';
import { withPosts } from './people.server.ts';
import type { MeetingInput, ParticipantInput } from './schemas.ts';

/** What a person does with a meeting: each loads, decides and saves, in the transaction of the request. */
export type Refused<Reason extends string> = { refused: Reason };
export type Missing = 'not-found' | 'not-own-side' | 'stale';
export type At = { id: string; version: number };
type Saved = { id: string; version: number };

/** The own side's meeting, locked, at whatever version it is. */
export async function ownMeeting(
  { tx }: Served,
  id: string,
): Promise<{ found: MeetingTable } | Refused<'not-found' | 'not-own-side'>> {
  const found = await lockMeeting(tx, id);
  if (found) return { found };
  return { refused: (await findMeeting(tx, id)) ? 'not-own-side' : 'not-found' };
}

/** The own side's meeting, locked, at the version that the person saw. */
export async function ownMeetingAt(
  context: Served,
  { id, version }: At,
): Promise<{ found: MeetingTable } | Refused<Missing>> {
  const own = await ownMeeting(context, id);
  return 'refused' in own || own.found.version === version ? own : { refused: 'stale' };
}

/** Where the actor's organisation records things in a partnership; undefined when it sits on no side of it. */
export function ladderIn({ actor }: Served, { id, ownSide, isDemo }: Partnership): Ladder | undefined {
  if (ownSide === null) return undefined;
  const owner_organisation = actor.organisation;
  return { owner_organisation, partnership_id: id, side_id: ownSide, visibility: 'own_side', is_demo: isDemo };
}

export async function partnershipOfMeeting({ tx }: Served, meeting: MeetingTable): Promise<Partnership> {
  const partnership = await partnershipOf(tx, meeting.partnership_id);
  if (!partnership) throw new Error('who keeps a meeting sees its partnership');
  return partnership;
}

type Recording = { partnership: string; state: 'planned' | 'held'; meeting: MeetingInput };

export async function recordMeeting(
  context: Served,
  { partnership: slug, state, meeting }: Recording,
): Promise<Saved | Refused<'not-found' | 'not-own-side' | 'day-in-future' | WhenRefusal>> {
  const partnership = await partnershipNamed(context.tx, slug);
  if (!partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  const checked = checkMeeting(meeting);
  if ('refused' in checked) return checked;
  if (state === 'held' && isAhead(checked.checked, context)) return { refused: 'day-in-future' };
  return { id: await insertMeeting(context, checked.checked, { ladder, state }), version: 1 };
}

type Change = { [Field in keyof MeetingInput]?: MeetingInput[Field] | undefined };

export async function changeMeeting(
  context: Served,
  { change, ...at }: At & { change: Change },
): Promise<Saved | Refused<Missing | 'day-in-future' | WhenRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const before = checkedOf(own.found);
  const checked = checkMeeting(withChange(before, change));
  if ('refused' in checked) return checked;
  if (own.found.state === 'held' && isAhead(checked.checked, context)) return { refused: 'day-in-future' };
  const fields = changedFields(before, checked.checked);
  if (fields.length === 0) return at;
  return saveDescription(context, own.found, { checked: checked.checked, fields });
}

/** What each move is called in the history. */
const told: Readonly<Record<Action, string>> = { hold: 'hold', cancel: 'cancel', plan_again: 'planAgain' };

export async function moveMeeting(
  context: Served,
  { action, ...at }: At & { action: Action },
): Promise<Saved | Refused<Missing | MoveRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const { state, held_first: heldFirst, starts_at: startsAt } = own.found;
  const moved = move({ state, heldFirst, startsAt }, action, context);
  if ('refused' in moved) return moved;
  return saveMeeting(context, own.found, { changed: { state: moved.moved }, action: told[action], fields: ['state'] });
}

type ParticipantRefusal = 'side-unknown' | 'participant-nameless' | 'organisation-unknown' | 'person-unknown';

export async function setParticipants(
  context: Served,
  { participants, ...at }: At & { participants: readonly ParticipantInput[] },
): Promise<Saved | Refused<Missing | ParticipantRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const { sides } = await partnershipOfMeeting(context, own.found);
  const isNameless = ({ organisation, person, name }: ParticipantInput) => !organisation && !person && !name;
  if (participants.some(isNameless)) return { refused: 'participant-nameless' };
  if (participants.some(({ side }) => side !== null && !sides.some(({ id }) => id === side)))
    return { refused: 'side-unknown' };
  const organisations = new Set(participants.flatMap(({ organisation }) => organisation ?? []));
  if ((await organisationsOf(context.tx, [...organisations])).length < organisations.size)
    return { refused: 'organisation-unknown' };
  const known = await withPosts(context, participants, own.found);
  if ('refused' in known) return known;
  await replaceParticipants(context, at.id, known.participants);
  return saveMeeting(context, own.found, { changed: {}, action: 'setParticipants', fields: ['participants'] });
}

type RetractRefusal = Missing | 'already-published' | 'still-needed';

/** It was recorded wrongly: possible while nobody else was shown it and nothing rests on it. */
export async function retractMeeting(context: Served, at: At): Promise<Saved | Refused<RetractRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  if (own.found.visibility !== 'own_side') return { refused: 'already-published' };
  const points = await pointsOf(context.tx, at.id);
  if (points.some(({ commitment }) => commitment !== null) || own.found.minutes_state === 'approved')
    return { refused: 'still-needed' };
  if ((await claimsUnder(context.tx, at.id)).length > 0) return { refused: 'still-needed' };
  const changed = { retracted_at: context.now };
  return saveMeeting(context, own.found, { changed, action: 'retract', fields: [] });
}
