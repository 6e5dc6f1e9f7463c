import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { fold, visitsIn } from '../../../modules/missions/day/day.ts';
import type { DayBooking, DayPlan } from '../../../modules/missions/day/dayPlan.ts';
import { type Body, operationVersion } from '../../../modules/missions/day/operation.ts';
import { isReadable } from '../../../modules/missions/day/readable.ts';
import { reconcileList } from '../../../modules/missions/day/reconcile.ts';
import {
  arrivalBodies,
  clinicianName,
  expectedOn,
  placeOfClinician,
  searchedBookings,
  signerOf,
  ticketOfBooking,
} from './plan.ts';
import { readTicket, ticketHash } from './scan.ts';

const date = '2026-05-12';
const [visitor, local, nobody, room] = [v7(), v7(), v7(), v7()];
const booking = (number: number, over: Partial<DayBooking> = {}): DayBooking => ({
  id: v7(),
  state: 'booked',
  day: date,
  codeHash: String(number).padStart(12, 'A'),
  number,
  specialty: 'surgery',
  session: 's',
  startsAt: `2026-05-12T04:${String(number).padStart(2, '0')}:00.000Z`,
  language: 'kk',
  name: `Ойдан ${number}`,
  birthYear: 1980,
  phone: '+77015550017',
  complaint: 'Тізесі ауырады',
  kinds: [],
  representative: null,
  ...over,
});
const permission = { authority: 'x', number: '17', from: date, until: date };
const clinician = (id: string, name: string, over: Partial<DayPlan['clinicians'][number]> = {}) => ({
  id,
  name,
  organisation: v7(),
  specialty: 'surgery',
  answeredForBy: null,
  permission: null,
  ...over,
});
const planOf = (bookings: DayBooking[]): DayPlan => ({
  mission: {
    id: v7(),
    slug: 's',
    title: {},
    languages: ['kk'],
    state: 'running',
    isDemo: true,
    host: {},
    visitors: [],
  },
  venues: [],
  rooms: [{ id: room, venue: v7(), name: '3' }],
  sessions: [{ id: 's', room, day: date, starts: '09:00', ends: '16:00', specialty: 'surgery', clinician: visitor }],
  clinicians: [
    clinician(visitor, '박가상', { answeredForBy: local }),
    clinician(local, 'Дәрігер', { permission }),
    clinician(nobody, '이보기'),
  ],
  bookings,
});

const written = (device: string, bodies: readonly Body[]) =>
  bodies.map((body, at) => ({
    id: v7(),
    mission: 'm',
    device,
    sequence: at + 1,
    lamport: at + 1,
    at: Date.UTC(2026, 4, 12, 4),
    offset: null,
    by: 'x',
    version: operationVersion,
    body,
  }));

test('who is booked is expected until somebody lets them in, each at their time, and is found by name, number or telephone', () => {
  const [late, early, other] = [booking(9), booking(4, { phone: '+77019998877' }), booking(5, { day: '2026-05-13' })];
  const plan = planOf([late, early, other]);
  const before = expectedOn(plan, fold([]), date);
  expect(before).toEqual([early, late]);
  expect(searchedBookings(before, 'ойдан 9', null)).toEqual([late]);
  expect(searchedBookings(before, '701 999', null)).toEqual([early]);
  expect(searchedBookings(before, 'a4', 'A-004')).toEqual([early]);
  expect(searchedBookings(before, ' ', null)).toEqual([]);
  const after = fold(written('b', arrivalBodies(late)));
  expect(expectedOn(plan, after, date)).toEqual([early]);
  expect(expectedOn(null, after, date)).toEqual([]);
});

test('two devices that let the same ticket in have one visit with one place in the queue, and nothing to reconcile', () => {
  const child = booking(17, { kinds: ['child'], representative: 'Анасы' });
  const bodies = arrivalBodies(child);
  expect(bodies.every((body) => isReadable({ ...written('b', [body])[0], body } as never))).toBe(true);
  const day = fold([...written('b', bodies), ...written('c', bodies)]);
  const [visit, ...others] = visitsIn(day);
  expect(others).toEqual([]);
  expect([visit?.id, visit?.ticket, visit?.day]).toEqual([child.id, ticketOfBooking(child), date]);
  expect(visit?.turns.map(({ specialty, priority, state }) => [specialty, priority, state])).toEqual([
    ['surgery', 'child', 'waiting'],
  ]);
  expect(visit?.fields.consent?.shown).toBe('representative');
  expect(reconcileList(day)).toEqual([]);
});

test('the plan says who may sign on a date, and who answers; whoever is not on it signs nothing', () => {
  const plan = planOf([]);
  const by = (id: string) => ({ by: 'Dr Invented', clinician: id, permission: 'P', answeredFor: '' });
  expect(signerOf(plan, by(local), date)).toEqual({ clinician: local, permission: '17', answeredFor: '' });
  expect(signerOf(plan, by(local), '2026-05-13').permission).toBe('');
  expect(signerOf(plan, by(visitor), date)).toEqual({ clinician: visitor, permission: '', answeredFor: local });
  expect(signerOf(plan, by(visitor), '2026-05-13').answeredFor).toBe('');
  expect(signerOf(plan, by(nobody), date)).toEqual({ clinician: nobody, permission: '', answeredFor: '' });
  expect(signerOf(plan, by(''), date)).toEqual({ clinician: 'Dr Invented', permission: '', answeredFor: '' });
  expect(signerOf(null, by(local), date).clinician).toBe('Dr Invented');
  expect([clinicianName(plan, visitor), clinicianName(plan, 'Dr Invented')]).toEqual(['박가상', 'Dr Invented']);
  expect(placeOfClinician(plan, visitor, date)).toEqual({ room: '3', specialty: 'surgery' });
  expect(placeOfClinician(plan, nobody, date)).toEqual({ specialty: 'surgery' });
});

test('a ticket is known by its hash: whose it is, that it was used, and that it is for another day or another mission', async () => {
  const code = 'c'.repeat(43);
  const qr = (slug: string) => `https://day.example/kk/tickets/${code}#${slug}`;
  const codeHash = (await ticketHash(qr('ours'))) ?? '';
  expect(codeHash).toBe(createHash('sha256').update(code).digest().subarray(0, 9).toString('base64url'));
  expect(await ticketHash('WIFI:S:guest;;')).toBeNull();
  const mine = booking(17, { codeHash });
  const mission = { slug: 'ours' } as DayPlan['mission'];
  const plan = { mission, bookings: [mine] } as unknown as DayPlan;
  const empty = { day: fold([]), plan, date };
  expect(readTicket(empty, qr('ours'), codeHash)).toEqual({ is: 'booking', booking: mine });
  expect(readTicket(empty, 'a17', null)).toEqual({ is: 'booking', booking: mine });
  expect(readTicket(empty, qr('theirs'), codeHash)).toEqual({ is: 'other_mission' });
  expect(readTicket({ ...empty, date: '2026-05-13' }, qr('ours'), codeHash)).toEqual({ is: 'other_day', day: date });
  expect(readTicket(empty, qr('ours'), 'BBBBBBBBBBBB')).toEqual({ is: 'ticket' });
});

test('where there is a plan nobody whom it does not know may sign, whatever was typed', () => {
  const typed = { by: 'Dr Invented', clinician: '', permission: '17', answeredFor: 'Dr Local' };
  const none = { clinicians: [] } as unknown as DayPlan;
  expect(signerOf(none, typed, date)).toEqual({ clinician: 'Dr Invented', permission: '', answeredFor: '' });
  expect(signerOf(null, typed, date)).toMatchObject({ permission: '17', answeredFor: 'Dr Local' });
});
