import type { Envelope, Operation, Priority } from './operation.ts';
import type { Of } from './operation.ts';

export const turnStates = ['waiting', 'called', 'in_room', 'missed', 'given_up', 'handed', 'done', 'ended'] as const;
/**
 * `missed`: was called, was not there, waits again. `handed`: was sent to a room and waits before it. `ended`: the visit ended first.
 * The other words say themselves what they mean.
 */
export type TurnState = (typeof turnStates)[number];

export type Call = Of<'turn.called'>;
/** A place in the queue of one specialty. */
export type Turn = {
  readonly id: string;
  readonly visit: string;
  readonly specialty: string;
  readonly priority: Priority;
  readonly state: TurnState;
  /** Where the person is called, sent or examined. */
  readonly room: string | null;
  /** When waiting began; null while the word that queued it has not come yet. */
  readonly queued: Envelope | null;
  /** The last thing that put it into its state. */
  readonly since: Envelope;
  /** Calls that stand, the one that counts first. Any further one is of another room that did not know. */
  readonly calls: readonly Call[];
  readonly firstCall: Call | null;
  readonly misses: readonly Of<'turn.missed'>[];
  readonly handed: readonly Of<'turn.handed'>[];
  readonly encounters: readonly Of<'encounter.opened'>[];
};

type Draft = {
  -readonly [Key in keyof Turn]: Turn[Key] extends readonly (infer One)[] ? One[] : Turn[Key];
} & { open: Set<string> };

const drafted = (visit: string, turn: string, from: Envelope): Draft => ({
  id: turn,
  visit,
  specialty: '',
  priority: 'routine',
  state: 'waiting',
  room: null,
  queued: null,
  since: from,
  calls: [],
  firstCall: null,
  misses: [],
  handed: [],
  encounters: [],
  open: new Set(),
});

function put(turn: Draft, state: TurnState, from: Envelope): void {
  turn.state = state;
  turn.since = from;
}

/** Queued again: another priority; or waits anew after it was given up or done. */
function queued(turn: Draft, from: Of<'turn.queued'>): void {
  turn.specialty = from.body.specialty;
  turn.priority = from.body.priority;
  if (turn.queued === null) turn.queued = from;
  else if (turn.state === 'given_up' || turn.state === 'done') {
    turn.queued = from;
    put(turn, 'waiting', from);
  }
}

/** Of two rooms that called the same turn the lower in the order of all operations counts. The other call stands beside it. */
function called(turn: Draft, from: Call): void {
  const { room } = from.body;
  turn.firstCall ??= from;
  const isTaken = turn.state === 'in_room' || turn.state === 'done';
  const isAgain = turn.room === room && (isTaken || turn.calls.length > 0);
  if (isAgain) return;
  turn.calls.push(from);
  if (isTaken || turn.state === 'called') return;
  turn.room = room;
  put(turn, 'called', from);
}

/** A room says that whom it called is not there: the call of another room stands. */
function missed(turn: Draft, from: Of<'turn.missed'>): void {
  turn.misses.push(from);
  const others = turn.calls.filter((call) => call.device !== from.device);
  turn.calls = others.length === turn.calls.length ? [] : others;
  if (turn.state === 'in_room' || turn.state === 'done') return;
  const [next] = turn.calls;
  turn.room = next?.body.room ?? null;
  if (next) put(turn, 'called', next);
  else put(turn, from.body.isGivenUp ? 'given_up' : 'missed', from);
}

function handed(turn: Draft, from: Of<'turn.handed'>): void {
  turn.handed.push(from);
  turn.specialty = from.body.specialty;
  turn.room = from.body.room;
  turn.calls = [];
  put(turn, from.body.room === null ? 'waiting' : 'handed', from);
}

function opened(turn: Draft, from: Of<'encounter.opened'>): void {
  turn.encounters.push(from);
  turn.open.add(from.body.encounter);
  turn.specialty ||= from.body.specialty;
  turn.room = from.body.room ?? turn.room;
  put(turn, 'in_room', from);
}

function signed(turn: Draft, from: Of<'encounter.signed'>): void {
  turn.open.delete(from.body.encounter);
  if (turn.open.size === 0 && turn.state === 'in_room') put(turn, 'done', from);
}

/** What an operation does to a turn; false when it is about something else. */
function step(turns: Map<string, Draft>, turnOf: Map<string, string>, from: Operation): void {
  const { body } = from;
  const id = body.kind === 'encounter.signed' ? turnOf.get(body.encounter) : 'turn' in body ? body.turn : undefined;
  if (id === undefined || body.visit === null) return;
  let turn = turns.get(id);
  if (!turn) turns.set(id, (turn = drafted(body.visit, id, from)));
  if (body.kind === 'turn.queued') queued(turn, from as Of<'turn.queued'>);
  else if (body.kind === 'turn.called') called(turn, from as Call);
  else if (body.kind === 'turn.missed') missed(turn, from as Of<'turn.missed'>);
  else if (body.kind === 'turn.handed') handed(turn, from as Of<'turn.handed'>);
  else if (body.kind === 'encounter.opened') {
    turnOf.set(body.encounter, id);
    opened(turn, from as Of<'encounter.opened'>);
  } else signed(turn, from as Of<'encounter.signed'>);
}

const afterEnd = (state: TurnState): TurnState => (state === 'done' || state === 'given_up' ? state : 'ended');

/** The turns of one visit, in the order in which they began. `end`: what ended the visit, and every turn that was still open. */
export function turnsOf(operations: readonly Operation[], end: Envelope | null): Turn[] {
  const turns = new Map<string, Draft>();
  const turnOf = new Map<string, string>();
  for (const operation of operations) step(turns, turnOf, operation);
  return Array.from(turns.values(), (draft) => {
    const { open: _open, ...turn } = draft;
    if (!end || afterEnd(turn.state) === turn.state) return turn;
    return { ...turn, state: 'ended', room: null, calls: [], since: end };
  });
}
