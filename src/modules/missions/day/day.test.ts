import { expect, test } from 'vitest';
import { date, Device } from '../../../../test/missionDay.ts';
import { apply, type Day, emptyDay, fold, personIn, visitAt, whenIn } from './day.ts';
import { countingNote, standingNotes } from './encounter.ts';
import type { Body, EndKind, EncounterPart, Operation, PartValue, PersonField } from './operation.ts';

/** A device that sees nothing of the others unless it is told. */
const device = (number: number) => new Device(number);
const over: readonly string[] = [];
const register = (at: Device, fields: Partial<Record<PersonField, string>> = {}, booking: string | null = null) => {
  const visit = at.fresh();
  const said: Operation[] = [
    at.say({
      kind: 'visit.registered',
      visit,
      ticket: `${at.id.slice(-1)}-${at.sequence}`,
      booking,
      channel: 'walk_in',
      day: date,
    }),
  ];
  for (const [field, value] of Object.entries(fields))
    said.push(at.say({ kind: 'visit.field', visit, field: field as PersonField, value, over }));
  return { visit, said };
};
const queue = (at: Device, visit: string, specialty = 'cardiology') => {
  const turn = at.fresh();
  return { turn, queued: at.say({ kind: 'turn.queued', visit, turn, specialty, priority: 'routine' }) };
};
const end = (at: Device, visit: string, how: EndKind) => at.say({ kind: 'visit.ended', visit, how });
const field = (at: Device, visit: string, value: string, words: readonly string[] = []) =>
  at.say({ kind: 'visit.field', visit, field: 'phone', value, over: words });
const stateOf = (day: Day, visit: string) => visitAt(day, visit)?.turns.map(({ state, room }) => [state, room]);

/** Somebody in a room, and one who writes there. */
function examined(at: Device) {
  const { visit, said } = register(at);
  const { turn, queued } = queue(at, visit);
  const encounter = at.fresh();
  const called = at.say({ kind: 'turn.called', visit, turn, room: '4' });
  const body: Body = {
    kind: 'encounter.opened',
    visit,
    turn,
    encounter,
    specialty: 'cardiology',
    room: '4',
    clinician: 'c',
  };
  return { visit, turn, encounter, all: [...said, queued, called, at.say(body)] };
}
const note = (
  at: Device,
  { visit, encounter }: { visit: string; encounter: string },
  [part, value]: [EncounterPart, PartValue],
) => ({
  over: (words: readonly string[]) => at.say({ kind: 'encounter.noted', visit, encounter, part, value, over: words }),
});
const sign = (at: Device, { visit, encounter }: { visit: string; encounter: string }, notes: readonly string[]) =>
  at.say({ kind: 'encounter.signed', visit, encounter, clinician: 'c', answeredFor: null, notes });

test('two devices that write one field without knowing of each other are both kept, and the newest is shown', () => {
  const [one, two] = [device(1), device(2)];
  const { visit, said } = register(one, { phone: '+77010000001' });
  two.hear(said);
  const first = said.at(-1)?.id ?? '';
  const all = [...said, field(one, visit, '+77010000002', [first]), field(two, visit, '+77010000003', [first])];
  const phone = visitAt(fold(all), visit)?.fields.phone;
  expect(phone?.shown).toBe('+77010000003');
  expect(phone?.said.map(({ device: by, body }) => [by, body.value])).toEqual([
    [two.id, '+77010000003'],
    [one.id, '+77010000002'],
  ]);
  expect(phone?.before.map(({ id }) => id)).toEqual([first]);
});

test('who has seen both values and writes a third replaces both', () => {
  const [one, two] = [device(1), device(2)];
  const { visit, said } = register(one);
  two.hear(said);
  const both = [field(one, visit, 'a'), field(two, visit, 'b')];
  one.hear(both);
  const third = field(
    one,
    visit,
    'c',
    both.map(({ id }) => id),
  );
  expect(visitAt(fold([third, ...both, ...said]), visit)?.fields.phone).toMatchObject({
    shown: 'c',
    said: [{ id: third.id }],
  });
});

test('a word cannot replace what comes after it, nor a word of another field', () => {
  const one = device(1);
  const { visit, said } = register(one, { name: 'Марат' });
  const early = field(one, visit, 'a', [...said.map(({ id }) => id), '0196c2f0-0000-7000-8000-0000000000ff']);
  const fields = visitAt(fold([...said, early]), visit)?.fields;
  expect([fields?.name?.shown, fields?.name?.said.length, fields?.phone?.shown]).toEqual(['Марат', 1, 'a']);
});

test('an operation that comes before the one that registered its visit is kept and finds its place', () => {
  const one = device(1);
  const { visit, said } = register(one, { name: 'Сәуле' });
  const half = fold(said.slice(1));
  expect(visitAt(half, visit)).toMatchObject({ ticket: null, fields: { name: { shown: 'Сәуле' } } });
  expect(visitAt(apply(half, said), visit)?.ticket).toBe('1-0');
});

test('a turn goes from the queue to the room and out of it', () => {
  const one = device(1);
  const { visit, turn, encounter, all } = examined(one);
  const states = [4, 3, 2].map((count) => stateOf(fold(all.slice(0, count)), visit));
  expect(states).toEqual([[['in_room', '4']], [['called', '4']], [['waiting', null]]]);
  const finding = note(one, { visit, encounter }, ['finding', 'ok']).over([]);
  expect(stateOf(fold([...all, finding, sign(one, { visit, encounter }, [finding.id])]), visit)).toEqual([
    ['done', '4'],
  ]);
  expect(visitAt(fold(all), visit)?.turns[0]?.id).toBe(turn);
});

test('of two rooms that call the same turn at once the lower in order has it, and the other call stands beside it', () => {
  const [one, two] = [device(1), device(2)];
  const { visit, said } = register(one);
  const { turn, queued } = queue(one, visit);
  two.hear([...said, queued]);
  const calls = [two, one].map((at) => at.say({ kind: 'turn.called', visit, turn, room: at === one ? '1' : '2' }));
  const found = visitAt(fold([...said, queued, ...calls]), visit)?.turns[0];
  expect([found?.state, found?.room, found?.calls.map(({ body }) => body.room)]).toEqual(['called', '1', ['1', '2']]);
  // Room 1 says that nobody came: the person is in room 2.
  one.hear(calls);
  const missed = one.say({ kind: 'turn.missed', visit, turn, isGivenUp: false });
  expect(stateOf(fold([...said, queued, ...calls, missed]), visit)).toEqual([['called', '2']]);
});

test('who was called and not there waits again, and is given up when somebody says so', () => {
  const one = device(1);
  const { visit, said } = register(one);
  const { turn, queued } = queue(one, visit);
  const call = () => one.say({ kind: 'turn.called', visit, turn, room: '4' });
  const miss = (isGivenUp: boolean) => one.say({ kind: 'turn.missed', visit, turn, isGivenUp });
  const once = [...said, queued, call(), miss(false)];
  expect(stateOf(fold(once), visit)).toEqual([['missed', null]]);
  const twice = [...once, call(), miss(true)];
  expect(stateOf(fold(twice), visit)).toEqual([['given_up', null]]);
  const again = one.say({ kind: 'turn.queued', visit, turn, specialty: 'cardiology', priority: 'routine' });
  expect(stateOf(fold([...twice, again]), visit)).toEqual([['waiting', null]]);
});

test('handed to another room it waits before that room, handed to another specialty in that queue', () => {
  const one = device(1);
  const { visit, turn, all } = examined(one);
  const hand = (room: string | null) => one.say({ kind: 'turn.handed', visit, turn, specialty: 'ultrasound', room });
  expect(stateOf(fold([...all, hand('7')]), visit)).toEqual([['handed', '7']]);
  const day = fold([...all, hand(null)]);
  expect([stateOf(day, visit), visitAt(day, visit)?.turns[0]?.specialty]).toEqual([[['waiting', null]], 'ultrasound']);
});

test('a death ends every turn and every call, in all visits of the same person, and a mistake is taken back', () => {
  const one = device(1);
  const [here, there] = [register(one), register(one)];
  const [first, second] = [queue(one, here.visit), queue(one, there.visit)];
  const call = one.say({ kind: 'turn.called', visit: there.visit, turn: second.turn, room: '4' });
  const same = one.say({ kind: 'visit.same', visit: here.visit, other: there.visit, isSame: true });
  const before = [...here.said, ...there.said, first.queued, second.queued, call, same];
  const died = end(one, here.visit, 'died');
  const day = fold([...before, died]);
  expect([stateOf(day, here.visit), stateOf(day, there.visit)]).toEqual([[['ended', null]], [['ended', null]]]);
  const back = one.say({ kind: 'visit.resumed', visit: here.visit, over: [died.id] });
  const undone = apply(day, [back]);
  expect([stateOf(undone, here.visit), stateOf(undone, there.visit)]).toEqual([[['waiting', null]], [['called', '4']]]);
  expect(visitAt(undone, here.visit)?.takenBack.map(({ id }) => id)).toEqual([died.id]);
});

test('taking back one end leaves another, of which nobody knew, in force', () => {
  const [one, two] = [device(1), device(2)];
  const { visit, said } = register(one);
  two.hear(said);
  const left = end(one, visit, 'left');
  const died = end(two, visit, 'died');
  const back = one.say({ kind: 'visit.resumed', visit, over: [left.id] });
  expect(visitAt(fold([...said, left, died, back]), visit)?.end?.body.how).toBe('died');
});

test('two who write the same part at once are both readable, and so is what was replaced', () => {
  const [one, two] = [device(1), device(2)];
  const found = examined(one);
  two.hear(found.all);
  const first = note(one, found, ['finding', 'one']).over([]);
  const other = note(two, found, ['finding', 'two']).over([]);
  const better = note(one, found, ['finding', 'one, better']).over([first.id]);
  const encounter = visitAt(fold([better, other, first, ...found.all]), found.visit)?.encounters[0];
  if (!encounter) throw new Error('An encounter');
  expect(standingNotes(encounter, 'finding').map(({ value }) => value)).toEqual(['two', 'one, better']);
  expect(encounter.notes.map(({ value, replacedBy }) => [value, replacedBy])).toEqual([
    ['one', [better.id]],
    ['two', []],
    ['one, better', []],
  ]);
});

test('a signature signs what was on the screen: what comes later, or was not seen, is an addendum and counts when it is signed too', () => {
  const [one, two] = [device(1), device(2)];
  const found = examined(one);
  two.hear(found.all);
  const seen = note(one, found, ['diagnosis', { code: 'I10', text: '' }]).over([]);
  const unseen = note(two, found, ['diagnosis', { code: 'I20', text: '' }]).over([]);
  const signed = sign(one, found, [seen.id]);
  const later = note(one, found, ['diagnosis', { code: 'I11', text: '' }]).over([seen.id]);
  const encounterIn = (all: readonly Operation[]) => {
    const [encounter] = visitAt(fold([...found.all, ...all]), found.visit)?.encounters ?? [];
    if (!encounter) throw new Error('An encounter');
    return encounter;
  };
  const closed = encounterIn([seen, unseen, signed, later]);
  expect(closed.notes.map(({ from, isSigned, isAddendum }) => [from.id, isSigned, isAddendum])).toEqual([
    [seen.id, true, false],
    [unseen.id, false, true],
    [later.id, false, true],
  ]);
  expect(countingNote(closed, 'diagnosis')?.value).toEqual({ code: 'I10', text: '' });
  const again = encounterIn([seen, unseen, signed, later, sign(one, found, [later.id])]);
  expect(countingNote(again, 'diagnosis')?.value).toEqual({ code: 'I11', text: '' });
});

test('visits are of one person when somebody says so, and the later word counts, in whatever order the words come', () => {
  const one = device(1);
  const [a, b, c] = [register(one), register(one), register(one)];
  const say = (visit: string, other: string, isSame: boolean) => one.say({ kind: 'visit.same', visit, other, isSame });
  const words = [say(a.visit, b.visit, true), say(c.visit, b.visit, true)];
  const all = [...a.said, ...b.said, ...c.said];
  const personsIn = (some: readonly Operation[]) => [a, b, c].map(({ visit }) => personIn(fold(some), visit));
  expect(personsIn([...words, ...all])).toEqual([a.visit, a.visit, a.visit]);
  const apart = say(b.visit, a.visit, false);
  expect(personsIn([apart, ...all, ...words])).toEqual([a.visit, b.visit, b.visit]);
});

test('the same name in another alphabet, year and telephone are one person, and a word may say otherwise', () => {
  const [one, two] = [device(1), device(2)];
  const here = register(one, { name: 'Айгүл Серікова', birthYear: '1958', phone: '+7 701 123 45 67' });
  const there = register(two, { name: 'Serikova Aigul', birthYear: '1958', phone: '8 (701) 123-45-67' });
  const both = [...here.said, ...there.said];
  const [low, high] = [here.visit, there.visit].sort();
  expect([here, there].map(({ visit }) => personIn(fold(both), visit))).toEqual([low, low]);
  two.hear(both);
  const apart = two.say({ kind: 'visit.same', visit: here.visit, other: there.visit, isSame: false });
  expect(personIn(fold([...both, apart]), high ?? '')).toBe(high);
});

test('what a device learns of its clock puts right what it had written before', () => {
  const one = device(1);
  const before = register(one).said[0] as Operation;
  one.offset = -86_400_000;
  const after = register(one).said[0] as Operation;
  const day = fold([after, before]);
  expect([before, after].map((from) => whenIn(day, from) - from.at)).toEqual([-86_400_000, -86_400_000]);
  expect(whenIn(emptyDay, before)).toBe(before.at);
});

test('nothing new leaves the day as it is', () => {
  const one = device(1);
  const { all } = examined(one);
  const day = fold(all);
  expect(apply(day, all)).toBe(day);
  expect(apply(day, [])).toBe(day);
});
