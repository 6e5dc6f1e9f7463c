import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clashOf,
  daysFrom,
  hasRoleOn,
  lacksForAnnouncing,
  maySign,
  placesIn,
  type Signing,
  signingLack,
  slugOf,
} from './plan.ts';

const nobody: Signing = { hasEnded: false, permission: null, answering: null };
const may = { from: '2026-05-12', until: '2026-05-14' };

test('what keeps somebody from signing is said: the days of a permission, both included, or of who answers', () => {
  const local = { hasEnded: false, permission: { from: '2020-01-01', until: null } };
  expect([
    signingLack(nobody, '2026-05-12'),
    signingLack({ ...nobody, permission: may }, '2026-05-11'),
    signingLack({ ...nobody, permission: may }, '2026-05-12'),
    signingLack({ ...nobody, permission: may }, '2026-05-14'),
    signingLack({ ...nobody, permission: may }, '2026-05-15'),
    signingLack({ ...nobody, permission: may, hasEnded: true }, '2026-05-12'),
    signingLack({ ...nobody, answering: local }, '2026-05-12'),
    signingLack({ ...nobody, permission: may, answering: local }, '2026-05-15'),
    signingLack({ ...nobody, answering: { ...local, hasEnded: true } }, '2026-05-12'),
    signingLack({ ...nobody, answering: { ...local, permission: null } }, '2026-05-12'),
  ]).toEqual([
    'no-permission',
    'permission-not-yet',
    null,
    null,
    'permission-over',
    'ended',
    null,
    null,
    'answering-ended',
    'answering-not-permitted',
  ]);
});

test('without a permission of anybody nobody ever signs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.boolean(), (offset, hasAnswering) => {
      const day = new Date(Date.UTC(2026, 3, 1 + offset)).toISOString().slice(0, 10);
      const answering = hasAnswering ? { hasEnded: false, permission: null } : null;
      return !maySign({ ...nobody, answering }, day);
    }),
  );
});

test('a clinical role counts where it runs from the beginning of a day to its end', () => {
  const day = { from: new Date('2026-05-12T00:00:00+05:00'), until: new Date('2026-05-13T00:00:00+05:00') };
  const role = (since: string, endsAt: string | null) => [{ since, endsAt }];
  expect([
    hasRoleOn([], day),
    hasRoleOn(role('2026-05-01T00:00:00Z', null), day),
    hasRoleOn(role('2026-05-01T00:00:00Z', '2026-05-12T12:00:00Z'), day),
    hasRoleOn(role('2026-05-12T08:00:00Z', null), day),
    hasRoleOn(role('2026-05-11T19:00:00Z', '2026-05-12T19:00:00Z'), day),
  ]).toEqual([false, true, false, false, true]);
});

const session = { id: 'a', room: 'r1', clinician: 'c1', day: '2026-05-12', starts: '09:00', ends: '13:00' };
const stands = { isCancelled: false };

test('a room and a clinician are at one place at a time, and sessions may follow each other', () => {
  const other = { ...session, ...stands, id: 'b' };
  expect([
    clashOf(session, [other]),
    clashOf(session, [{ ...other, room: 'r2' }]),
    clashOf(session, [{ ...other, room: 'r2', clinician: 'c2' }]),
    clashOf(session, [{ ...other, starts: '13:00', ends: '17:00' }]),
    clashOf(session, [{ ...other, starts: '12:59', ends: '17:00' }]),
    clashOf(session, [{ ...other, day: '2026-05-13' }]),
    clashOf(session, [{ ...other, isCancelled: true }]),
    clashOf(session, [{ ...other, id: 'a' }]),
    clashOf({ ...session, clinician: null }, [{ ...other, room: 'r2', clinician: null }]),
  ]).toEqual(['room-taken', 'clinician-taken', null, null, 'room-taken', null, null, null, null]);
});

test('whether two sessions clash does not depend on which of them was first', () => {
  const hour = fc.integer({ min: 0, max: 22 });
  const two = (value: number) => String(value).padStart(2, '0');
  const any = fc
    .record({ begins: hour, lasts: fc.integer({ min: 1, max: 4 }), room: fc.constantFrom('1', '2') })
    .map(({ begins, lasts, room }) => ({
      ...session,
      room,
      starts: `${two(begins)}:00`,
      ends: `${two(Math.min(begins + lasts, 23))}:30`,
    }));
  fc.assert(
    fc.property(any, any, (one, other) => {
      const [a, b] = [
        { ...one, id: 'a' },
        { ...other, id: 'b' },
      ];
      expect(clashOf(a, [{ ...b, ...stands }])).toBe(clashOf(b, [{ ...a, ...stands }]));
    }),
  );
});

test('days run from the first to the last over the end of a month, and never backwards or without end', () => {
  expect(daysFrom('2026-04-29', '2026-05-02')).toEqual(['2026-04-29', '2026-04-30', '2026-05-01', '2026-05-02']);
  expect(daysFrom('2026-05-02', '2026-05-01')).toBeNull();
  expect(daysFrom('2026-05-01', '2026-06-01')).toBeNull();
  expect(daysFrom('2026-02-30', '2026-03-01')).toBeNull();
});

test('a session has as many places as its hours hold', () => {
  expect(placesIn({ starts: '09:00', ends: '13:00', capacityPerHour: 6 })).toBe(24);
  expect(placesIn({ starts: '09:30', ends: '11:15', capacityPerHour: 4 })).toBe(7);
});

test('a mission is announced with a venue, a session to come, a title in each of its languages and what is required', () => {
  const ready = {
    languages: ['kk', 'ko'] as const,
    title: { kk: 'Клиника', ko: '진료소' },
    venues: ['a village school'],
    sessions: [{ day: '2026-05-12', isCancelled: false }],
    checks: [{ isRequired: false, isDone: false }],
  };
  expect(lacksForAnnouncing(ready, '2026-05-12')).toEqual([]);
  expect(lacksForAnnouncing(ready, '2026-05-13')).toEqual(['no-session']);
  const bare = { ...ready, title: { kk: 'Клиника' }, venues: [], sessions: [] };
  expect(lacksForAnnouncing({ ...bare, checks: [{ isRequired: true, isDone: false }] }, '2026-05-12')).toEqual([
    'no-venue',
    'no-session',
    'no-title',
    'check-open',
  ]);
});

test('an address is made of a title in Kazakh, Russian or English, and of nothing where there are no such letters', () => {
  expect([slugOf('Көшпелі клиника: Ұлжан, 2026'), slugOf('  Щучинск — выезд '), slugOf('진료소')]).toEqual([
    'koshpeli-klinika-ulzhan-2026',
    'shchuchinsk-vyezd',
    '',
  ]);
});
