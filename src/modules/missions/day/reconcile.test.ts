import { expect, test } from 'vitest';
import { date, Device } from '../../../../test/missionDay.ts';
import { fold } from './day.ts';
import type { Operation } from './operation.ts';
import { type Issue, reconcileList } from './reconcile.ts';

const register = (
  at: Device,
  fields: { name?: string; birthYear?: string; phone?: string },
  ticket = at.fresh().slice(-4),
) => {
  const visit = at.fresh();
  const said = [at.say({ kind: 'visit.registered', visit, ticket, booking: null, channel: 'walk_in', day: date })];
  for (const field of ['name', 'birthYear', 'phone'] as const)
    if (fields[field] !== undefined)
      said.push(at.say({ kind: 'visit.field', visit, field, value: fields[field], over: [] }));
  return { visit, said };
};
const shown = (issues: readonly Issue[]) => issues.map(({ kind, sides }) => [kind, ...sides.map(({ value }) => value)]);
const kindsIn = (all: readonly Operation[]) => reconcileList(fold(all)).map(({ kind }) => kind);
/** Two devices that know the same turn, and what came before it. */
function turnOnTwo() {
  const [one, two] = [new Device(1), new Device(2)];
  const { visit, said } = register(one, {});
  const turn = one.fresh();
  const all = [...said, one.say({ kind: 'turn.queued', visit, turn, specialty: 'therapy', priority: 'routine' })];
  two.hear(all);
  return { one, two, visit, turn, all };
}

test('what two devices said of one field stands side by side with who said it, until somebody has looked; a third value opens it again', () => {
  const [one, two, three] = [new Device(1), new Device(2), new Device(3)];
  const { visit, said } = register(one, {});
  const word = (at: Device, value: string) => at.say({ kind: 'visit.field', visit, field: 'allergy', value, over: [] });
  const both = [word(two, 'пенициллин'), word(one, 'жоқ')];
  const [issue] = reconcileList(fold([...said, ...both]));
  expect(issue).toMatchObject({ kind: 'field', visit, about: 'allergy' });
  expect(issue?.sides.map(({ from, value }) => [from.device, from.by === '', value])).toEqual([
    [two.id, false, 'пенициллин'],
    [one.id, false, 'жоқ'],
  ]);
  const looked = one.say({ kind: 'reconciled', visit, issue: issue?.id ?? '' });
  const settled = [...said, ...both, looked];
  expect(kindsIn(settled)).toEqual([]);
  expect(kindsIn([...settled, word(three, 'аспирин')])).toEqual(['field']);
});

test('the same value said twice needs nobody', () => {
  const [one, two] = [new Device(1), new Device(2)];
  const { visit, said } = register(one, {});
  const word = (at: Device, value: string) => at.say({ kind: 'visit.field', visit, field: 'place', value, over: [] });
  expect(kindsIn([...said, word(one, 'Көктас'), word(two, ' көктас ')])).toEqual([]);
});

test('a walk-in whom two devices registered is noticed in another alphabet, and asked about until somebody answers', () => {
  const [one, two] = [new Device(1), new Device(2)];
  const here = register(one, { name: 'Айгүл Серікова', birthYear: '1958' }, 'B-1');
  const there = register(two, { name: 'Aigul Serikova', birthYear: '1958' }, 'C-1');
  const both = [...here.said, ...there.said];
  expect(shown(reconcileList(fold(both)))).toEqual([['double', 'B-1', 'C-1']]);
  for (const isSame of [true, false]) {
    one.hear(both);
    const answer = one.say({ kind: 'visit.same', visit: there.visit, other: here.visit, isSame });
    expect(kindsIn([...both, answer])).toEqual([]);
  }
});

test('a family with one telephone is not asked about, people of whom no year contradicts it are', () => {
  const one = new Device(1);
  const phone = '+7 701 000 00 01';
  const mother = register(one, { name: 'Сәуле', birthYear: '1985', phone });
  const child = register(one, { name: 'Ерлан', birthYear: '2015', phone });
  const unknown = register(one, { phone });
  expect(kindsIn([...mother.said, ...child.said])).toEqual([]);
  expect(kindsIn([...mother.said, ...child.said, ...unknown.said])).toEqual(['double', 'double']);
});

test('a ticket that is used for two people is told', () => {
  const [one, two] = [new Device(1), new Device(2)];
  const [here, there] = [register(one, { name: 'Марат' }, 'A-001'), register(two, { name: 'Роза' }, 'A-001')];
  expect(kindsIn([...here.said, ...there.said])).toEqual(['ticket_twice']);
});

test('one person whose visits say different years is told, and two said to be two people who come out as one', () => {
  const one = new Device(1);
  const some = ['1958', '1959', '1958'].map((birthYear, n) => register(one, { name: `Айгүл${'абв'[n]}`, birthYear }));
  const [a, b, c] = some.map(({ visit }) => visit) as [string, string, string];
  const say = (visit: string, other: string, isSame: boolean) => one.say({ kind: 'visit.same', visit, other, isSame });
  const all = some.flatMap(({ said }) => said);
  expect(kindsIn([...all, say(a, c, true)])).toEqual(['person_field']);
  const kinds = kindsIn([...all, say(a, b, true), say(b, c, true), say(a, c, false)]);
  expect(new Set(kinds)).toEqual(new Set(['person_field', 'not_same']));
});

test('two rooms that called one turn, and two that examined it, are told', () => {
  const { one, two, visit, turn, all } = turnOnTwo();
  const calls = [one, two].map((at) => at.say({ kind: 'turn.called', visit, turn, room: at.id.slice(-1) }));
  expect(shown(reconcileList(fold([...all, ...calls])))).toEqual([['called_twice', '1', '2']]);
  const opened = [one, two].map((at) =>
    at.say({
      kind: 'encounter.opened',
      visit,
      turn,
      encounter: at.fresh(),
      specialty: 'therapy',
      room: '1',
      clinician: at.id,
    }),
  );
  expect(kindsIn([...all, ...calls, ...opened])).toContain('encounter_twice');
});

test('notes that two wrote of one part, and one that the signer had not seen, are told', () => {
  const { one, two, visit, turn, all } = turnOnTwo();
  const encounter = one.fresh();
  const opened = one.say({
    kind: 'encounter.opened',
    visit,
    turn,
    encounter,
    specialty: 'therapy',
    room: '1',
    clinician: 'c',
  });
  two.hear([opened]);
  const write = (at: Device, value: string) =>
    at.say({ kind: 'encounter.noted', visit, encounter, part: 'advice', value, over: [] });
  const [seen, unseen] = [write(one, 'a'), write(two, 'b')];
  expect(shown(reconcileList(fold([...all, opened, seen, unseen])))).toEqual([['notes', 'a', 'b']]);
  const signed = one.say({
    kind: 'encounter.signed',
    visit,
    encounter,
    clinician: 'c',
    answeredFor: null,
    notes: [seen.id],
  });
  expect(shown(reconcileList(fold([...all, opened, seen, unseen, signed])))).toEqual([['note_unseen', 'b', null]]);
});

test('going on with a visit that had ended is told', () => {
  const { one, two, visit, turn, all } = turnOnTwo();
  const died = one.say({ kind: 'visit.ended', visit, how: 'died' });
  two.say({ kind: 'visit.arrived', visit });
  const call = two.say({ kind: 'turn.called', visit, turn, room: '2' });
  expect(shown(reconcileList(fold([...all, died, call])))).toEqual([['after_end', 'died', null]]);
});
