import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { visitsIn } from '../../src/modules/missions/day/day.ts';
import { signIn, type Staff } from '../staff.ts';
import { scriptOf } from './bundle.ts';
import { type Diary, enrol, openTelephone, type Setting, type Telephone, unlock } from './crew.ts';
import {
  countsIn,
  exportedFrom,
  type Held,
  type Listener,
  listenAt,
  momentsIn,
  photosIn,
  tellingOf,
  writtenByDevices,
} from './evening.ts';
import { pairByCamera } from './eye.ts';
import type { Examination, Hands } from './hands.page.ts';
import { type Named, startNamed } from './named.ts';
import { type Room, roomOf } from './network.ts';
import { type Somebody, somebody } from './people.ts';
import { type Booked, bookPeople, deviceAddress, planMission, type Planned, rooms } from './planned.ts';

/**
 * One day of a mission, from its plan to its figures: three telephones, three hundred people, no internet. Everything that is done at
 * a telephone is done on its screens, by quick hands from inside the page or by a person's own clicks.
 */

declare const hands: Hands;

// A machine that others use too takes its time.
vi.setConfig({ testTimeout: 300_000 });

const aDay = 86_400_000;
const patience = { timeout: 60_000 };
/** What the server does by itself it does at every full minute. */
const aMinuteOrTwo = { timeout: 150_000, interval: 1000 };
const began = Date.now();
const diary: Diary = [];
const telephones = new Map<number, Telephone>();
let folder: string;
let room: Room;
let named: Named;
let staff: Staff;
let planned: Planned;
let booked: Booked[];
let setting: Setting;
let listener: Listener;

const telephone = (number: number): Telephone => telephones.get(number) as Telephone;
const page = (number: number): Page => telephone(number).page;
const pages = (): Page[] => [...telephones.values()].map((each) => each.page);
const addressOf = (screen = ''): string => `${named.server.origin}/day#/${screen}`;
const summary = (number: number): Promise<string> => page(number).evaluate(() => hands.summary());
const signedAt = (number: number): Diary => diary.filter(({ device, what }) => device === number && what === 'signed');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yntymaq-mission-'));
  room = roomOf(3, folder);
  const [script, started] = await Promise.all([scriptOf('hands.page.ts'), startNamed('day.example')]);
  named = started;
  staff = await signIn(named.behind, 'coordinator@ulgi.example', named.server.origin);
  planned = await planMission(staff, new Date());
  booked = await bookPeople(staff, planned, 180);
  setting = { room, folder, named, zone: planned.zone, hands: script, diary };
  listener = await listenAt(named.behind, await deviceAddress(staff, planned, 'Кеңсе'));
  return async () => {
    await Promise.all([...telephones.values()].map(({ context }) => context.close().catch(() => undefined)));
    room.end();
    await named.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

/** Who comes to a telephone: people who are booked, by the numbers of their tickets, and people who walk in. */
type Coming = { tickets?: readonly string[]; walkIns?: readonly { who: Somebody; specialty: string }[] };

const specialtyOf = (number: number): string => rooms[number - 1]?.specialty ?? '';
const ticketsOf = (number: number): string[] =>
  booked.filter(({ specialty }) => specialty === specialtyOf(number)).map(({ ticket }) => ticket);
/** The next so many who walk in, each to another specialty. */
function walkIns(count: number) {
  const first = walkedIn;
  walkedIn += count;
  return Array.from({ length: count }, (_, at) => ({
    who: somebody(booked.length + first + at),
    specialty: rooms[(first + at) % rooms.length]?.specialty ?? '',
  }));
}
let walkedIn = 0;

const letIn = (number: number, { tickets = [], walkIns: people = [] }: Coming): Promise<void> =>
  page(number).evaluate(
    async (coming) => {
      for (const ticket of coming.tickets) await hands.checkIn(ticket);
      for (const { who, specialty } of coming.people) await hands.register(who, specialty);
    },
    { tickets, people },
  );

/** Sees the next ones in its room; each examination says something that no other says. @returns how many there were */
const see = (number: number, most: number): Promise<number> =>
  page(number).evaluate(
    async ({ room: own, count }) => {
      const steps = ['home', 'treatment here', 'referral', 'consultation'];
      for (let at = 0; at < count; at += 1) {
        const isOperated = own === 3 && at % 5 === 0;
        const said: Examination = {
          finding: `Қарау ${own} ${crypto.randomUUID()}`,
          code: 'M54.5',
          ...(at % 4 === 1 && { treatment: 'Таңу' }),
          ...(isOperated && { operation: `Ота ${crypto.randomUUID()}` }),
          nextStep: isOperated ? 'operation' : (steps[at % steps.length] ?? 'home'),
        };
        if ((await hands.serve(said)) === null) return at;
      }
      return count;
    },
    { room: number, count: most },
  );

const cutOff = async (): Promise<void> => {
  if (room.isApart) return room.pullTheCable();
  console.info('No networks of their own here: the devices share one, and the server stops answering instead.');
  await named.server.pause();
};
const connect = async (): Promise<void> => (room.isApart ? room.plugTheCable() : named.server.resume());

/** These telephones show the same, and it reads so. */
const expectAgreed = (numbers: readonly number[], said: string | RegExp) =>
  expect
    .poll(() => Promise.all(numbers.map(summary)), { ...patience, interval: 500 })
    .toEqual(numbers.map(() => (typeof said === 'string' ? said : expect.stringMatching(said))));

/** On the screen of whose ticket it is. */
async function openPerson(at: Page, ticket: string): Promise<void> {
  await at.evaluate(() => (location.hash = '#/people'));
  await at.getByLabel(/^Search by name/).fill(ticket);
  await at.getByRole('listitem').filter({ hasText: ticket }).getByRole('link').first().click();
  await at.getByText(`No. ${ticket}`).waitFor();
}
const callNext = async (at: Page): Promise<string> => (await at.evaluate(() => hands.callNext())) ?? 'nobody';

test('three devices join by their QR, one of them a day ahead, and open the day without any network under a name that is not localhost', async () => {
  await Promise.all(
    rooms.map(async ({ name, ...workplace }, at) => {
      const path = await deviceAddress(staff, planned, `Телефон ${at + 1}`);
      const joined = await openTelephone(setting, { number: at + 1, path, ahead: at === 2 ? aDay : 0 });
      telephones.set(at + 1, joined);
      await enrol(joined.page, { ...workplace, room: name });
    }),
  );
  await cutOff();
  for (const each of pages()) {
    await each.goto(addressOf());
    await each.reload();
    await unlock(each);
    expect(await each.evaluate(() => [isSecureContext, location.hostname])).toEqual([true, 'day.example']);
    await expect(each.evaluate(() => fetch('/day/sync/plan').then(({ status }) => status))).rejects.toThrow(/fetch/);
  }
});

test('in the morning they read each other’s codes by camera, let people in, and each sees everybody', async () => {
  await pairByCamera(telephone(1), telephone(2));
  await pairByCamera(telephone(1), telephone(3));
  await Promise.all(
    [1, 2, 3].map((number) => letIn(number, { tickets: ticketsOf(number).slice(0, 40), walkIns: walkIns(27) })),
  );
  await expectAgreed([1, 2, 3], '201 registered · 0 examined · 201 waiting');
  expect(await Promise.all([1, 2, 3].map((number) => see(number, 20)))).toEqual([20, 20, 20]);
  await expectAgreed([1, 2, 3], '201 registered · 60 examined · 141 waiting');
});

const byHand = { noShow: '', handed: '', emergency: '', died: '' };

test('somebody does not come when called, somebody is handed over, emergency and death take two presses, a paper is photographed', async () => {
  const [first, second, third] = [page(1), page(2), page(3)];
  byHand.noShow = await callNext(second);
  await second.getByRole('button', { name: 'Not there' }).click();
  await openPerson(second, byHand.noShow);
  await second.getByRole('button', { name: 'Did not come' }).click();
  await second.getByText('did not come', { exact: true }).waitFor();

  const ends = [
    { how: 'emergency', press: 'Emergency…', sure: 'Yes, emergency', said: 'Handed to emergency care' },
    { how: 'died', press: 'Death…', sure: 'Yes, died', said: 'Died' },
  ] as const;
  for (const { how, press, sure, said } of ends) {
    byHand[how] = await callNext(third);
    await openPerson(third, byHand[how]);
    await third.getByRole('button', { name: press }).click();
    await third.getByRole('button', { name: sure }).click();
    await third.getByText(said, { exact: true }).waitFor();
  }

  // Last: whom the first hands over is the next one in the third room.
  byHand.handed = await callNext(first);
  await openPerson(first, byHand.handed);
  await first.getByText('Send to another room').click();
  await first.getByLabel('Specialty').selectOption('surgery');
  await first.getByLabel('Which room').fill('3');
  await first.getByRole('button', { name: 'Hand over' }).click();
  await first.getByText('Sent: Surgery.').waitFor();

  await callNext(second);
  const paper = { name: 'paper.png', mimeType: 'image/png', buffer: await second.screenshot() };
  await second.evaluate(() => hands.examine());
  await second.getByLabel('Photograph a paper').setInputFiles(paper);
  await second.getByText('The photo is encrypted and kept on this device.').waitFor();
  await second.getByLabel('Finding').fill('Қағаз әкелді');
  await second.getByText('home', { exact: true }).click();
  await second.evaluate(() => hands.sign());
  await expectAgreed([1, 2, 3], '201 registered · 61 examined · 137 waiting');
});

test('a tab that is closed within an examination loses nothing of it, and it is signed in the next one', async () => {
  const { context, page: before } = telephone(2);
  await callNext(before);
  await before.evaluate(() => hands.examine());
  await before.getByLabel('Finding').fill('Жартылай жазылды');
  await before.getByLabel('Systolic').fill('140');
  await before.getByRole('button', { name: 'Save', exact: true }).click();
  await before.getByText('Saved on this device.').waitFor();
  // Nobody saves this.
  await before.getByLabel('Advice').fill('Тұзсыз тамақ');
  const within = before.url();
  const after = await context.newPage();
  await before.close();
  telephones.set(2, { ...telephone(2), page: after });
  await after.goto(within);
  await unlock(after);
  const typed = [
    ['Finding', 'Жартылай жазылды'],
    ['Systolic', '140'],
    ['Advice', 'Тұзсыз тамақ'],
  ] as const;
  for (const [label, value] of typed) expect(await after.getByLabel(label).inputValue()).toBe(value);
  await after.getByText('home', { exact: true }).click();
  await after.evaluate(() => hands.sign());
  // A link is of the tab that made it: the two read each other's codes again.
  await pairByCamera(telephone(1), telephone(2));
  await expectAgreed([1, 2, 3], '201 registered · 62 examined · 136 waiting');
});

/** Two who went to two desks that did not know of each other: one said the same at both, one told only the first their telephone. */
const twice = [
  [somebody(310), somebody(310)],
  [somebody(311), { ...somebody(311), phone: '' }],
] as const;

test('the hub dies at noon in the midst of its work; the others go on alone, and let in two people and one ticket twice', async () => {
  const before = signedAt(1).length;
  const died = see(1, 100).then(
    () => 'went on',
    (error: Error) => error.message,
  );
  const others = [2, 3].map((number) => see(number, 15));
  await expect.poll(() => signedAt(1).length, patience).toBeGreaterThan(before + 5);
  await telephone(1).kill();
  expect(await died).toMatch(/crash|closed/i);
  await Promise.all(others);
  const ofTheHub = ticketsOf(1).slice(40, 41);
  const desk = (at: 0 | 1) => twice.map((both) => ({ who: both[at], specialty: specialtyOf(1) }));
  await Promise.all([
    letIn(2, { tickets: [...ofTheHub, ...ticketsOf(2).slice(40, 59)], walkIns: [...desk(0), ...walkIns(17)] }),
    letIn(3, { tickets: [...ofTheHub, ...ticketsOf(3).slice(40)], walkIns: [...desk(1), ...walkIns(16)] }),
  ]);
  await expectAgreed([2], /^240 registered/);
  await expectAgreed([3], /^240 registered/);
});

test('the two that are left share by themselves; who was let in twice is one person, by what both said or by somebody’s word', async () => {
  await pairByCamera(telephone(2), telephone(3));
  await expectAgreed([2, 3], /^278 registered/);
  const second = page(2);
  await second.evaluate(() => (location.hash = '#/reconcile'));
  const double = second.locator('.card').filter({ hasText: 'May be one person' });
  await double.filter({ hasText: twice[1][0].name }).getByRole('button', { name: 'One person' }).click();
  // Of who said the same twice it is told, too: somebody looks at it and leaves it so.
  await double.filter({ hasText: twice[0][0].name }).getByRole('button', { name: 'Looked at' }).click();
  await second.getByText('To reconcile: 0').waitFor();
});

test('the hub comes back with all that it had, and catches up without any internet', async () => {
  const back = await openTelephone(setting, { number: 1 });
  telephones.set(1, back);
  await unlock(back.page);
  await pairByCamera(telephone(2), back);
  await expectAgreed([1, 2, 3], /^278 registered/);
  await back.page.evaluate(() => hands.finish({ finding: 'Түскі үзілістен кейін', code: 'I10', nextStep: 'home' }));
  await letIn(1, { tickets: ticketsOf(1).slice(41), walkIns: walkIns(3) });
  await Promise.all([1, 2, 3].map((number) => see(number, 300)));
  // All but one who did not come, one emergency, one death, and two who stood in the queue twice.
  await expectAgreed([1, 2, 3], '300 registered · 295 examined · 0 waiting');
});

let evening: Held;

test('in the evening there is a server again: all agree, and no person, note or operation is missing', async () => {
  await connect();
  for (const each of pages()) {
    await each.evaluate(() => (location.hash = '#/devices'));
    await each.getByRole('button', { name: 'Exchange now' }).click();
  }
  for (const each of pages()) await each.getByText('Everything is safe elsewhere too.').waitFor();
  evening = await listener.held();
  const photos = photosIn(evening.day);
  for (const each of pages()) {
    const held = await exportedFrom(each);
    expect([...held.operations.keys()]).toEqual([...evening.operations.keys()]);
    expect(held.operations).toEqual(evening.operations);
    expect(tellingOf(held.day)).toEqual(tellingOf(evening.day));
    expect([...held.photos]).toEqual(photos);
  }
  expect(photos).toHaveLength(1);
  expect(await listener.hasPhoto(photos[0] ?? '')).toBe(true);
  expect(countsIn(evening.day)).toMatchObject({
    visits: 300,
    people: 298,
    signed: 295,
    days: [planned.day],
    toReconcile: [],
  });
});

test('nothing is missing of what a screen had said to be done, and everything has its right time in spite of the wrong clock', () => {
  const visits = visitsIn(evening.day);
  const written = visits.flatMap(({ encounters }) =>
    encounters.flatMap(({ notes }) => notes.map(({ value }) => value)),
  );
  const said = diary.flatMap(({ what, words }) => (what === 'signed' ? words : []));
  expect(said.length).toBeGreaterThan(295);
  expect(said.filter((words) => !written.includes(words))).toEqual([]);
  const tickets = visits.flatMap(({ ticket }) => ticket ?? []);
  expect(diary.filter(({ ticket }) => !tickets.includes(ticket))).toEqual([]);
  expect(new Set(tickets).size).toBe(300);
  const ends = new Map(visits.flatMap(({ ticket, end }) => (end && ticket ? [[ticket, end.body.how]] : [])));
  expect(ends).toEqual(
    new Map([
      [byHand.emergency, 'emergency'],
      [byHand.died, 'died'],
    ]),
  );
  const stateOf = (ticket: string) => visits.find((visit) => visit.ticket === ticket)?.turns.map(({ state }) => state);
  expect([stateOf(byHand.noShow), stateOf(byHand.handed)]).toEqual([['given_up'], ['done']]);
  const moments = momentsIn(evening.day);
  expect(Math.min(...moments)).toBeGreaterThan(began - 60_000);
  expect(Math.max(...moments)).toBeLessThan(Date.now() + 60_000);
});

type Report = { encounters: number; people: number; operations: number; tables: Record<string, Row[]> };
type Row = { key: string; encounters: number };

test('what was signed counts in the ledger by itself; the report, the bookings and the list of devices say the same', async () => {
  const counts = countsIn(evening.day);
  const delivered = async (commitment: string) => {
    const { body } = await staff.get<{ standing: { delivered: { amount: string } | null } }>(
      `/commitments/${commitment}`,
    );
    return body.standing.delivered?.amount;
  };
  const { people, operations } = planned.commitments;
  await expect.poll(() => delivered(people), aMinuteOrTwo).toBe('295');
  await expect.poll(() => delivered(operations), aMinuteOrTwo).toBe(`${counts.operated}`);
  const { report } = (await staff.get<{ report: Report }>(`/missions/${planned.id}/report`)).body;
  const told = (table: string) =>
    Object.fromEntries((report.tables[table] ?? []).map(({ key, encounters }) => [key, encounters]));
  expect(report).toMatchObject({ encounters: 295, people: 295, operations: counts.operated });
  expect(told('day')).toEqual({ [planned.day]: 295 });
  expect(told('specialty')).toEqual(counts.bySpecialty);
  expect(told('result')).toEqual(counts.byNextStep);

  type Bookings = { items: { ticket: string; state: string }[] };
  const states = async () => {
    const { items } = (await staff.get<Bookings>(`/missions/${planned.id}/bookings?day=${planned.day}`)).body;
    return Object.fromEntries([...Map.groupBy(items, ({ state }) => state)].map(([state, all]) => [state, all.length]));
  };
  await expect.poll(states, aMinuteOrTwo).toEqual({ came: 179, booked: 1 });

  type Listed = { label: string; received: number; lacks: number };
  const listed = (await staff.get<Listed[]>(`/missions/${planned.id}/devices`)).body.filter(({ label }) =>
    /Телефон/.test(label),
  );
  expect(listed.map(({ lacks }) => lacks)).toEqual([0, 0, 0]);
  expect(listed.reduce((sum, { received }) => sum + received, 0)).toBe(writtenByDevices(evening));
});
