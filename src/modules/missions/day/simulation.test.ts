import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { date, Device, randomFrom, someone } from '../../../../test/missionDay.ts';
import { countsOf } from './counts.ts';
import { apply, type Day, emptyDay, fold, visitAt, visitsIn } from './day.ts';
import { inOrder, type Of, type Operation, type OperationKind, specialties } from './operation.ts';
import { queuesOf } from './queue.ts';
import { reconcileList } from './reconcile.ts';
import { acknowledged, batches, emptyLog, haveOf, type Log, missingFor, type Peers, unsafe } from './sync.ts';

/**
 * A mission day with everything that goes wrong on one: devices that write without hearing of each other, networks that lose, repeat
 * and mix up, devices that go down in the middle of storing, a hub that dies. Whatever it was, in the evening all agree.
 */
class Replica extends Device {
  day: Day = emptyDay;
  peers: Peers = {};
  isDead = false;
  /** Whose clock is wrong writes wrong times, and nothing else may come of it. */
  constructor(number: number, clockError: number) {
    super(number);
    this.now += clockError;
  }

  override say(...args: Parameters<Device['say']>): Operation {
    const operation = super.say(...args);
    this.day = apply(this.day, [operation]);
    return operation;
  }

  take(operations: readonly Operation[]): void {
    const before = this.log;
    this.hear(operations);
    if (this.log !== before) this.day = apply(this.day, operations);
  }
}

type Random = (below: number) => number;
type Step = { kind: 'write' | 'exchange' | 'crash' | 'part' | 'heal' | 'die'; at: number; with: number; luck: number };
const pick = <T>(random: Random, from: readonly T[]): T | undefined => from[random(from.length)];
const operationsIn = (log: Log): Operation[] => [...log.values()].flat() as Operation[];
const ofKind = <Kind extends OperationKind>(all: readonly Operation[], kind: Kind): Of<Kind>[] =>
  all.filter(({ body }) => body.kind === kind) as Of<Kind>[];

type Person = ReturnType<typeof someone>;
type Field = 'name' | 'phone' | 'allergy' | 'sex';
const valueOf = (field: Field, random: Random, people: readonly Person[]): string => {
  const person = people[random(people.length)];
  return (field === 'name' || field === 'phone' ? person?.[field] : undefined) ?? `${field} ${random(3)}`;
};

/** One of the things that people do at such a device, with what it knows of the day. */
function act(at: Replica, random: Random, people: readonly Person[]): void {
  const known = [...at.day.visits.drawers].flatMap((drawer) => (drawer ? [...drawer.values()] : []));
  // Of three the one of which most is known: people come to an end.
  const [visit] = [pick(random, known), pick(random, known), pick(random, known)]
    .flatMap((each) => each ?? [])
    .sort((one, other) => other.operations.length - one.operations.length);
  const what = random(21);
  if (!visit || what < 3) return register(at, random, people);
  const turn = pick(random, visit.turns);
  const encounter = pick(random, visit.encounters);
  const of = { visit: visit.id };
  const field = (['name', 'phone', 'allergy', 'sex'] as const)[random(4)] ?? 'sex';
  if (what === 3) at.say({ kind: 'visit.arrived', ...of });
  else if (what === 4)
    at.say({
      kind: 'turn.queued',
      ...of,
      turn: at.fresh(),
      specialty: pick(random, specialties) ?? '',
      priority: 'routine',
    });
  else if (what < 6) {
    const over = random(2) === 0 ? (visit.fields[field]?.said ?? []).map(({ id }) => id) : [];
    at.say({ kind: 'visit.field', ...of, field, value: valueOf(field, random, people), over });
  } else if (what < 8)
    at.say({ kind: 'visit.same', ...of, other: pick(random, known)?.id ?? visit.id, isSame: random(3) > 0 });
  else if (what === 8)
    at.say({ kind: 'visit.ended', ...of, how: pick(random, ['left', 'died', 'died', 'emergency'] as const) ?? 'left' });
  else if (what === 20) at.say({ kind: 'visit.resumed', ...of, over: visit.ends.map(({ id }) => id) });
  else if (what === 9 && random(8) === 0) {
    const issue = pick(random, reconcileList(at.day).slice(0, 5));
    if (issue) at.say({ kind: 'reconciled', visit: issue.visit, issue: issue.id });
  } else if (turn && what < 12) at.say({ kind: 'turn.called', ...of, turn: turn.id, room: String(random(4)) });
  else if (turn && what === 12) at.say({ kind: 'turn.missed', ...of, turn: turn.id, isGivenUp: random(3) === 0 });
  else if (turn && what === 13)
    at.say({ kind: 'turn.handed', ...of, turn: turn.id, specialty: 'ultrasound', room: random(2) === 0 ? null : '4' });
  else if (turn && what < 16)
    at.say({
      kind: 'encounter.opened',
      ...of,
      turn: turn.id,
      encounter: at.fresh(),
      specialty: turn.specialty,
      room: '4',
      clinician: at.id,
    });
  else if (encounter && what < 18) {
    const part = pick(random, ['finding', 'operation', 'treatment'] as const) ?? 'finding';
    const before = encounter.notes.filter((note) => note.part === part).map(({ from }) => from.id);
    at.say({
      kind: 'encounter.noted',
      ...of,
      encounter: encounter.id,
      part,
      value: `note ${at.sequence}`,
      over: random(2) ? before : [],
    });
  } else if (encounter)
    at.say({
      kind: 'encounter.signed',
      ...of,
      encounter: encounter.id,
      clinician: at.id,
      answeredFor: null,
      notes: encounter.notes.map(({ from }) => from.id),
    });
}

function register(at: Replica, random: Random, people: readonly Person[]): void {
  const person = pick(random, people);
  const visit = at.fresh();
  const ticket = `${at.id.slice(-2)}-${at.sequence}`;
  at.say({ kind: 'visit.registered', visit, ticket, booking: null, channel: 'walk_in', day: date });
  for (const field of ['name', 'birthYear', 'phone'] as const)
    if (person && random(5) > 0) at.say({ kind: 'visit.field', visit, field, value: person[field], over: [] });
  at.say({
    kind: 'turn.queued',
    visit,
    turn: at.fresh(),
    specialty: pick(random, specialties) ?? '',
    priority: 'child',
  });
}

class World {
  readonly replicas: Replica[];
  readonly people: Person[];
  readonly random: Random;
  /** Which devices hear each other: those of the same room. */
  rooms: number[];
  /** What the disks of devices that died held, and what they said was not safe elsewhere. */
  readonly buried: { had: Operation[]; peers: Peers; wasUnsafe: Set<string> }[] = [];
  readonly written: Operation[] = [];

  constructor(count: number, seed: number) {
    this.random = randomFrom(seed);
    this.people = Array.from({ length: count * 4 }, () => someone(this.random));
    // One in ten is a day wrong.
    this.replicas = Array.from({ length: count }, (_, n) => new Replica(n, n % 10 === 1 ? 86_400_000 : n * 1000));
    this.rooms = this.replicas.map(() => 0);
  }

  take({ kind, at, with: other, luck }: Step): void {
    const { replicas } = this;
    const one = replicas[at % replicas.length] as Replica;
    const two = replicas[other % replicas.length] as Replica;
    if (one.isDead) return;
    if (kind === 'write') this.write(one, luck);
    else if (kind === 'exchange') this.exchange(one, two, randomFrom(luck));
    else if (kind === 'part') this.rooms = replicas.map((_, n) => ((n * 7 + luck) % 11) % (1 + (luck % 4)));
    else if (kind === 'heal') this.rooms = replicas.map(() => 0);
    else if (kind === 'crash') this.restart(one);
    else if (one !== replicas[1] && replicas.filter(({ isDead }) => !isDead).length > 2) this.bury(one);
  }

  write(at: Replica, luck: number): void {
    const before = operationsOf(at).length;
    const stored = { log: at.log, day: at.day, sequence: at.sequence, lamport: at.lamport };
    act(at, randomFrom(luck), this.people);
    // The power fails before the transaction ends: nothing of it was ever there, and nobody was told that it was stored.
    if (luck % 37 === 0) Object.assign(at, stored);
    this.written.push(...operationsOf(at).slice(before));
  }

  /** What was stored is what there is: the day is folded anew from it. */
  restart(at: Replica): void {
    at.day = fold(operationsIn(at.log));
    at.peers = {};
  }

  bury(at: Replica): void {
    at.isDead = true;
    this.buried.push({
      had: operationsOf(at),
      peers: at.peers,
      wasUnsafe: new Set(unsafe(at.log, at.id, at).map(({ id }) => id)),
    });
  }

  /** One asks, two answers: batches are lost, repeated, mixed up; one may go down before it has stored the next. */
  exchange(one: Replica, two: Replica, random: Random): void {
    const isApart = this.rooms[this.replicas.indexOf(one)] !== this.rooms[this.replicas.indexOf(two)];
    if (one === two || two.isDead || one.isDead || isApart) return;
    const sent = batches(missingFor(haveOf(one.log), two.log), 1 + random(40));
    const arriving = sent.filter(() => random(5) > 0).flatMap((batch) => (random(4) === 0 ? [batch, batch] : [batch]));
    if (random(3) === 0) arriving.reverse();
    for (const batch of arriving) {
      if (random(20) === 0) return this.restart(one);
      one.take(batch as Operation[]);
    }
    if (random(4) > 0) two.peers = acknowledged(two.peers, one.id, haveOf(one.log));
  }

  /** The evening: everybody hears everybody, until nothing is missing any more. */
  settle(): void {
    const alive = this.replicas.filter(({ isDead }) => !isDead);
    const [hub] = alive;
    if (!hub) return;
    for (const each of alive) hub.take(missingFor(haveOf(hub.log), each.log) as Operation[]);
    for (const each of alive) each.take(missingFor(haveOf(each.log), hub.log) as Operation[]);
  }

  get alive(): Replica[] {
    return this.replicas.filter(({ isDead }) => !isDead);
  }
}

const operationsOf = ({ log, id }: Replica): Operation[] => [...(log.get(id) ?? [])] as Operation[];

/** Everything that must be true in the evening. */
function judge(world: World): void {
  world.settle();
  const [first, ...others] = world.alive;
  if (!first) throw new Error('Nobody is left');
  const have = haveOf(first.log);
  for (const each of others) expect(haveOf(each.log)).toEqual(have);
  const there = operationsIn(first.log);
  const ids = new Set(there.map(({ id }) => id));
  expect(there.length).toBe(ids.size);
  // What a living device stored is there. Of a dead one all that it did not call unsafe, unless whoever had it is dead as well.
  const alive = new Set(world.alive.map(({ id }) => id));
  for (const each of world.alive) expect(operationsOf(each).filter(({ id }) => !ids.has(id))).toEqual([]);
  for (const { had, peers, wasUnsafe } of world.buried) {
    const lost = had.filter(({ id }) => !ids.has(id) && !wasUnsafe.has(id));
    const hasLiving = ({ device, sequence }: Operation) =>
      Object.entries(peers).some(([peer, its]) => alive.has(peer) && (its[device] ?? 0) >= sequence);
    expect(lost.filter(hasLiving)).toEqual([]);
  }
  const afresh = fold(there.toSorted((a, b) => (a.id.slice(-4) < b.id.slice(-4) ? -1 : 1)));
  for (const each of world.alive.slice(0, 6)) expect(isDeepStrictEqual(each.day, afresh)).toBe(true);
  everyWordIsThere(afresh, there);
  countsAreRight(afresh, there);
}

/** No note, no value and no signature is missing from the day, replaced or not. */
function everyWordIsThere(day: Day, all: readonly Operation[]): void {
  const visits = visitsIn(day);
  const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id).sort();
  const fields = visits.flatMap((visit) =>
    Object.values(visit.fields).flatMap(({ said, before }) => [...said, ...before]),
  );
  expect(ids(fields)).toEqual(ids(ofKind(all, 'visit.field')));
  const notes = visits.flatMap(({ encounters }) => encounters.flatMap((each) => each.notes.map(({ from }) => from)));
  const opened = new Set(ofKind(all, 'encounter.opened').map(({ body }) => body.encounter));
  expect(ids(notes)).toEqual(ids(ofKind(all, 'encounter.noted').filter(({ body }) => opened.has(body.encounter))));
  const signed = visits.flatMap(({ encounters }) => encounters.flatMap(({ signatures }) => signatures));
  expect(ids(signed)).toEqual(ids(ofKind(all, 'encounter.signed').filter(({ body }) => opened.has(body.encounter))));
  expect(visits.length).toBe(new Set(all.flatMap(({ body }) => body.visit ?? [])).size);
}

/** The same counts, found the slow way: by asking all operations, and by handing numbers on until nothing changes. */
function countsAreRight(day: Day, all: readonly Operation[]): void {
  const number = new Map<string, string>();
  const linked = linksIn(all);
  for (const { body } of all) if (body.visit !== null) number.set(body.visit, body.visit);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const [one, other] of linked) {
      const least = [number.get(one) ?? one, number.get(other) ?? other].sort()[0] ?? one;
      for (const visit of [one, other])
        if ((number.get(visit) ?? visit) !== least) {
          number.set(visit, least);
          isMoving = true;
        }
    }
  }
  const visitOf = new Map(ofKind(all, 'encounter.opened').map(({ body }) => [body.encounter, body.visit]));
  const isDated = new Set(ofKind(all, 'visit.registered').map(({ body }) => body.visit));
  const signatures = ofKind(all, 'encounter.signed').filter(({ body }) =>
    isDated.has(visitOf.get(body.encounter) ?? ''),
  );
  const closed = new Set(signatures.map(({ body }) => body.encounter));
  const operated = new Set(
    ofKind(all, 'encounter.noted')
      .filter(({ id, body }) => body.part === 'operation' && signatures.some((each) => each.body.notes.includes(id)))
      .map(({ body }) => body.encounter),
  );
  const people = new Set([...closed].map((encounter) => number.get(visitOf.get(encounter) ?? '')));
  const counts = countsOf(day, () => 'Karatal').all;
  expect([counts.encounters, counts.people, counts.operations]).toEqual([closed.size, people.size, operated.size]);
}

/** Pairs of visits of one person: by the last word, or because name, year and telephone are the same. */
function linksIn(all: readonly Operation[]): [string, string][] {
  const words = new Map<string, Of<'visit.same'>>();
  const pairOf = (one: string, other: string) => [one, other].sort().join(' ');
  for (const word of ofKind(all, 'visit.same').sort(inOrder)) words.set(pairOf(word.body.visit, word.body.other), word);
  const day = fold(all);
  const visits = visitsIn(day);
  const said = (visit: string, field: 'name' | 'birthYear' | 'phone') =>
    visitAt(day, visit)?.fields[field]?.said.map(({ body }) => body.value) ?? [];
  const identities = visits.flatMap(({ id }) =>
    said(id, 'name').flatMap((name) =>
      said(id, 'birthYear').flatMap((year) =>
        said(id, 'phone').map((phone) => ({ id, key: `${name} ${year} ${phone}` })),
      ),
    ),
  );
  const alike = [...Map.groupBy(identities, ({ key }) => key).values()].flatMap((same) =>
    same.flatMap(({ id: one }) => same.map(({ id: other }): [string, string] => [one, other])),
  );
  const isSame = [...words.values()]
    .filter(({ body }) => body.isSame)
    .map(({ body }): [string, string] => [body.visit, body.other]);
  return [...isSame, ...alike.filter(([one, other]) => words.get(pairOf(one, other))?.body.isSame !== false)];
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 10, arbitrary: fc.constant('write' as const) },
      { weight: 8, arbitrary: fc.constant('exchange' as const) },
      { weight: 1, arbitrary: fc.constantFrom('crash' as const, 'part' as const, 'heal' as const, 'die' as const) },
    ),
    at: fc.nat({ max: 50 }),
    with: fc.nat({ max: 50 }),
    luck: fc.nat({ max: 1_000_000 }),
  }),
  { minLength: 20, maxLength: 120, size: 'max' },
);

describe('whatever happens to devices and networks', () => {
  test('a few devices: all agree in the evening, nothing that was stored is missing, and the counts are those of a slow model', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), steps, (count, seed, happening) => {
        const world = new World(count, seed);
        for (const step of happening) world.take(step);
        judge(world);
      }),
      { numRuns: 60 },
    );
  });

  test('fifty devices and ten thousand operations, with the hub dying at noon', { timeout: 60_000 }, () => {
    const world = new World(50, 20_260_512);
    const { random } = world;
    const kinds = ['exchange', 'exchange', 'exchange', 'crash', 'part', 'heal'] as const;
    for (let round = 0; world.written.length < 10_000; round += 1) {
      const luck = random(1_000_000);
      for (let n = 0; n < 6; n += 1) world.take({ kind: 'write', at: random(50), with: 0, luck: luck + n });
      world.take({
        kind: kinds[random(kinds.length)] ?? 'exchange',
        at: random(50),
        with: round < 800 ? 0 : random(50),
        luck,
      });
      if (round === 800) world.take({ kind: 'die', at: 0, with: 0, luck });
    }
    judge(world);
    expect(world.buried.length).toBe(1);
    expect(world.written.length).toBeGreaterThanOrEqual(10_000);
  });

  test('two devices that had nobody but each other are lost together: what one of them wrote was called unsafe as long as two copies were asked for', () => {
    const world = new World(8, 0);
    const [writer, only] = [world.replicas[2], world.replicas[3]];
    if (!writer || !only) throw new Error('Two devices');
    world.write(writer, 186);
    world.take({ kind: 'exchange', at: 3, with: 2, luck: 69_454 });
    expect(haveOf(only.log)).toEqual(haveOf(writer.log));
    world.bury(only);
    const { peers, log, id } = writer;
    expect([unsafe(log, id, { peers }).length, unsafe(log, id, { peers, copies: 2 }).length]).toEqual([
      0,
      writer.sequence,
    ]);
    world.bury(writer);
    judge(world);
  });

  test('the same operations in any order, repeated and in any parts, make the same day', () => {
    fc.assert(
      fc.property(fc.nat(), steps, fc.nat(), (seed, happening, shuffling) => {
        const world = new World(4, seed);
        for (const step of happening) world.take(step.kind === 'die' ? { ...step, kind: 'write' } : step);
        world.settle();
        const all = operationsIn(world.replicas[0]?.log ?? emptyLog);
        const random = randomFrom(shuffling);
        const mixed = [...all, ...all.filter(() => random(3) === 0)]
          .map((operation) => ({ operation, place: random(1_000_000) }))
          .sort((one, other) => one.place - other.place)
          .map(({ operation }) => operation);
        const whole = fold(all);
        let day = emptyDay;
        for (let at = 0; at < mixed.length; ) {
          const size = 1 + random(9);
          day = apply(day, mixed.slice(at, at + size));
          at += size;
        }
        expect(isDeepStrictEqual(day, whole)).toBe(true);
        const moment = { date, now: Date.UTC(2026, 4, 12, 8) };
        expect(queuesOf(day, moment)).toEqual(queuesOf(whole, moment));
        expect(reconcileList(day).map(({ id }) => id)).toEqual(reconcileList(whole).map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });
});
