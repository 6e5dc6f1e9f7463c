import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import { addDays, type Day } from '../../platform/time/calendar.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import { instantOf, isZone, localTimeAt } from '../../platform/time/zone.ts';
import type { MeetingInput } from './schemas.ts';

/** When and where parties met, and how a meeting goes on. Pure: no clock, no database, no HTTP. */
export const states = ['planned', 'held', 'cancelled'] as const;
export type State = (typeof states)[number];
export const actions = ['hold', 'cancel', 'plan_again'] as const;
export type Action = (typeof actions)[number];
export const manners = ['in_person', 'online', 'hybrid', 'not_stated'] as const;
export type Manner = (typeof manners)[number];
export const minutesStates = ['none', 'draft', 'approved'] as const;
export type MinutesState = (typeof minutesStates)[number];
/** As what somebody took part. */
export const parts = ['head', 'member', 'guest'] as const;
export type Part = (typeof parts)[number];
/** What a side did with a point. */
export const pointKinds = ['offered', 'asked', 'agreed', 'informed', 'discussed'] as const;
export type PointKind = (typeof pointKinds)[number];

/** The one table of states. What was held stays held; a cancelled meeting can be planned again. */
const transitions: Readonly<Record<State, Partial<Record<Action, State>>>> = {
  planned: { hold: 'held', cancel: 'cancelled' },
  held: {},
  cancelled: { plan_again: 'planned' },
};

/** The buttons of a page. */
export const actionsFrom = (state: State): Action[] => actions.filter((action) => action in transitions[state]);

type Standing = { state: State; heldFirst: Day | null; startsAt: Date | null };
export type MoveRefusal = 'not-possible-now' | 'day-in-future';

/** Moves a meeting on. It cannot have been held before its day, or its hour, has come. */
export function move(
  { state, heldFirst, startsAt }: Standing,
  action: Action,
  { now, today }: { now: Date; today: Day },
): { moved: State } | { refused: MoveRefusal } {
  const next = transitions[state][action];
  if (next === undefined) return { refused: 'not-possible-now' };
  return next === 'held' && isAhead({ heldFirst, startsAt }, { now, today })
    ? { refused: 'day-in-future' }
    : { moved: next };
}

/** Whether it is certain that the meeting has not begun. Somewhere the next day has begun already, so a day is given. */
export const isAhead = (
  { heldFirst, startsAt }: Pick<Standing, 'heldFirst' | 'startsAt'>,
  { now, today }: { now: Date; today: Day },
): boolean => (startsAt ? startsAt > now : heldFirst !== null && heldFirst > addDays(today, 1));

export type WhenRefusal =
  | 'zone-unknown'
  | 'zone-missing'
  | 'hour-does-not-exist'
  | 'ends-before-it-begins'
  | 'start-missing'
  | 'date-and-hour-differ'
  | 'place-unknown';

/** A meeting as it is kept: what the date may mean in days, and the hours as instants. */
export type CheckedMeeting = Omit<MeetingInput, 'startsAt' | 'endsAt'> & {
  heldFirst: Day | null;
  heldLast: Day | null;
  startsAt: Date | null;
  endsAt: Date | null;
};
type Checked = { checked: CheckedMeeting } | { refused: WhenRefusal };

/** What a meeting must say of its time and place. A missing part of a date stays missing. */
export function checkMeeting(asked: MeetingInput): Checked {
  const place = asked.place === null ? undefined : placeOf(asked.place);
  if (asked.place !== null && !place) return { refused: 'place-unknown' };
  if (asked.startsAt === null) return checkDate(asked);
  const zone = asked.zone ?? place?.zone ?? null;
  if (zone === null) return { refused: 'zone-missing' };
  if (!isZone(zone)) return { refused: 'zone-unknown' };
  const startsAt = instantOf(asked.startsAt, zone);
  const endsAt = asked.endsAt === null ? null : instantOf(asked.endsAt, zone);
  if (!startsAt || (asked.endsAt !== null && !endsAt)) return { refused: 'hour-does-not-exist' };
  if (endsAt && endsAt < startsAt) return { refused: 'ends-before-it-begins' };
  const [first, last] = [asked.startsAt.slice(0, 10), (asked.endsAt ?? asked.startsAt).slice(0, 10)];
  const held = first === last ? first : `${first}/${last}`;
  if (asked.held !== null && asked.held !== held && asked.held !== first) return { refused: 'date-and-hour-differ' };
  return { checked: { ...asked, zone, startsAt, endsAt, held, heldFirst: first, heldLast: last } };
}

function checkDate(asked: MeetingInput): Checked {
  if (asked.endsAt !== null) return { refused: 'start-missing' };
  if (asked.zone !== null && !isZone(asked.zone)) return { refused: 'zone-unknown' };
  const { first, last } = asked.held === null ? { first: null, last: null } : boundsOf(asked.held);
  return { checked: { ...asked, startsAt: null, endsAt: null, heldFirst: first, heldLast: last } };
}

type Change = { [Field in keyof MeetingInput]?: MeetingInput[Field] | undefined };

/** What a person would have entered with these fields changed, to be checked as a whole; what is left out stays. */
export function withChange(kept: CheckedMeeting, change: Change): MeetingInput {
  const zone = change.zone === undefined ? kept.zone : change.zone;
  const local = (at: Date | null) => (at && kept.zone ? localTimeAt(at, kept.zone) : null);
  const startsAt = change.startsAt === undefined ? local(kept.startsAt) : change.startsAt;
  // The day of an hour follows the hour; without an hour it stays what it was.
  const held = change.held === undefined ? (startsAt === null ? kept.held : null) : change.held;
  const endsAt = change.endsAt === undefined ? (startsAt === null ? null : local(kept.endsAt)) : change.endsAt;
  const { title, reportedOn, manner, place, venue, agenda } = kept;
  const others = { title, reportedOn, manner, place, venue, agenda };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...others, ...given, held, startsAt, endsAt, zone };
}

/** The day of which posts are true: the last day it may have been, else the day of the report. */
export const dayOfPosts = ({ heldLast, reportedOn }: Pick<CheckedMeeting, 'heldLast' | 'reportedOn'>): Day | null =>
  heldLast ?? reportedOn;

/** The days of a meeting, where they are known to the day; a calendar has no place for a month or for "about". */
export function calendarDays(held: string | null): { first: Day; last: Day } | null {
  if (held === null || held.includes('~')) return null;
  const { first, last, precision } = boundsOf(held);
  return precision === 'day' && first !== null && last !== null ? { first, last } : null;
}

const ladder = ['own_side', 'partnership', 'public'] as const;
export type Rung = (typeof ladder)[number];
/** Whether more people see the first than the second. */
export const isWider = (one: Rung, other: Rung): boolean => ladder.indexOf(one) > ladder.indexOf(other);

/** A text without the versions that a machine wrote and nobody approved; null where nothing is left. */
export function writtenByPeople(text: LocalisedText): LocalisedText | null {
  const kept = Object.entries(text).filter(([, version]) => version.by !== 'machine');
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
