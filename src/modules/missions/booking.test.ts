import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bookingAfter,
  bookingMoves,
  bookingStates,
  countOfPlaces,
  type Entitled,
  fill,
  freePlaces,
  holds,
  isBirthYear,
  isChild,
  isReminded,
  type Kind,
  kinds,
  mayTake,
  noticeBeforePlace,
  offer,
  placesOf,
  type Session,
} from './booking.ts';
import { isTicketCode, qrOf, readQr, ticketText } from './bookingTicket.ts';

const nine = Date.parse('2026-05-12T04:00:00Z');
const minute = 60_000;
const session = (more: Partial<Session> = {}): Session => ({
  id: 's1',
  specialty: 'cardiology',
  startsAt: nine,
  minutes: 120,
  capacityPerHour: 6,
  kept: { referred: 1, child: 1, disability: 1 },
  taken: [],
  ...more,
});
const nobody: Entitled = new Set();
const clock = (at: number) => new Date(at + 5 * 60 * minute).toISOString().slice(11, 16);

describe('places', () => {
  test('six an hour for two hours are twelve, ten minutes apart, and the last three of each hour are kept', () => {
    const places = placesOf(session());
    expect(places.map(({ at, kept }) => `${clock(at)} ${kept ?? ''}`.trim())).toEqual([
      '09:00',
      '09:10',
      '09:20',
      '09:30 referred',
      '09:40 child',
      '09:50 disability',
      '10:00',
      '10:10',
      '10:20',
      '10:30 referred',
      '10:40 child',
      '10:50 disability',
    ]);
  });

  test('seven an hour come at whole five minutes, never after their turn', () => {
    const times = placesOf(session({ capacityPerHour: 7, minutes: 60 })).map(({ at }) => clock(at));
    expect(times).toEqual(['09:00', '09:05', '09:15', '09:25', '09:30', '09:40', '09:50']);
  });

  test('half an hour of six is three places', () => {
    expect(countOfPlaces({ minutes: 30, capacityPerHour: 6 })).toBe(3);
  });
});

describe('what is offered', () => {
  const at = (index: number) => placesOf(session())[index]?.at ?? 0;
  const ask = (index: number, more: { taken?: number[]; entitled?: Entitled; now?: number } = {}) =>
    offer([session({ taken: more.taken ?? [] })], {
      wanted: { session: 's1', at: at(index) },
      entitled: more.entitled ?? nobody,
      now: more.now ?? nine - 1,
    });

  test('a free time is given', () => {
    expect(ask(1)).toMatchObject({ place: { index: 1 } });
  });
  test('of a time that has just gone the next is named', () => {
    expect(ask(1, { taken: [1] })).toMatchObject({ refused: 'time-taken', next: { index: 2 } });
  });
  test('a time kept for children is refused to others, and given to a child', () => {
    expect(ask(4)).toMatchObject({ refused: 'time-kept', next: { index: 6 } });
    expect(ask(4, { entitled: new Set<Kind>(['child']) })).toMatchObject({ place: { index: 4, kept: 'child' } });
  });
  test('a time that has passed is refused, and so is one of a session that is not there', () => {
    expect(ask(0, { now: nine })).toMatchObject({ refused: 'time-passed', next: { index: 1 } });
    const gone = { wanted: { session: 'other', at: nine }, entitled: nobody, now: nine - 1 };
    expect(offer([session()], gone)).toMatchObject({ refused: 'time-taken', next: { index: 0 } });
  });
  test('when only kept places are free, everybody else hears that it is full', () => {
    expect(ask(0, { taken: [0, 1, 2, 6, 7, 8] })).toEqual({ refused: 'full' });
  });
});

describe('who waits', () => {
  const at = nine - noticeBeforePlace - minute;
  test('the longest waiting gets the earliest; a child takes the place for children and leaves the open one', () => {
    const waiting = [
      { id: 'late', since: 3, entitled: nobody },
      { id: 'child', since: 1, entitled: new Set<Kind>(['child']) },
      { id: 'early', since: 2, entitled: nobody },
    ];
    const given = fill(waiting, [session({ taken: [1, 2, 3, 5, 6, 7, 8, 9, 11] })], at);
    expect(given.map(({ id, place }) => [id, place.index])).toEqual([
      ['child', 4],
      ['early', 0],
    ]);
  });
  test('a place so near that nobody could come in time is left for those who walk in', () => {
    expect(fill([{ id: 'a', since: 1, entitled: nobody }], [session({ minutes: 60 })], nine)).toEqual([]);
  });
});

const anyKinds = fc.subarray([...kinds]).map((some): Entitled => new Set(some));
const anySession = fc
  .record({ capacity: fc.integer({ min: 1, max: 12 }), minutes: fc.integer({ min: 10, max: 300 }), seed: fc.nat() })
  .chain(({ capacity, minutes, seed }) =>
    fc
      .tuple(
        fc.nat({ max: capacity }),
        fc.nat({ max: capacity }),
        fc.nat({ max: capacity }),
        fc.array(fc.nat({ max: 40 })),
      )
      .map(([a, b, c, taken]) => {
        const [referred, child] = [a, Math.min(b, capacity - a)];
        const kept = { referred, child, disability: Math.min(c, capacity - referred - child) };
        return session({ id: `s${seed}`, capacityPerHour: capacity, minutes, kept, taken });
      }),
  );
const anyWaiting = fc
  .uniqueArray(fc.record({ id: fc.uuid(), since: fc.nat({ max: 20 }), entitled: anyKinds }), {
    selector: ({ id }) => id,
  })
  .filter((all) => all.length < 30);
const early = nine - 24 * 60 * minute;

describe('for all sessions and everybody who waits', () => {
  test('each hour keeps as many places as it says, and every time lies within the session and on five minutes', () => {
    fc.assert(
      fc.property(anySession, (one) => {
        const places = placesOf(one);
        expect(places).toHaveLength(countOfPlaces(one));
        const firstHour = places.slice(0, one.capacityPerHour);
        const isWhole = firstHour.length === one.capacityPerHour;
        const counts = kinds.map((kind) => firstHour.filter(({ kept }) => kept === kind).length);
        expect(isWhole ? counts : []).toEqual(isWhole ? kinds.map((kind) => one.kept[kind]) : []);
        for (const { at } of places) {
          expect(at).toBeGreaterThanOrEqual(nine);
          expect(at).toBeLessThan(nine + one.minutes * minute);
          expect((at - nine) % (5 * minute)).toBe(0);
        }
      }),
    );
  });

  test('what is offered is free, and may be taken by whom it is offered', () => {
    fc.assert(
      fc.property(anySession, anyKinds, fc.nat({ max: 300 }), (one, entitled, after) => {
        const wanted = { session: one.id, at: nine + after * minute };
        const made = offer([one], { wanted, entitled, now: early });
        const place = 'place' in made ? made.place : made.next;
        const open = freePlaces([one], early).filter((each) => mayTake(each, entitled));
        expect(open.some(({ index }) => index === place?.index)).toBe(open.length > 0);
      }),
    );
  });

  test('no place is given twice, nobody twice, none against what it is kept for, and none that is held', () => {
    fc.assert(
      fc.property(anySession, anyWaiting, (one, waiting) => {
        const given = fill(waiting, [one], early);
        expect(new Set(given.map(({ place }) => place.index)).size).toBe(given.length);
        expect(new Set(given.map(({ id }) => id)).size).toBe(given.length);
        for (const { id, place } of given) {
          expect(one.taken).not.toContain(place.index);
          const entitled = waiting.find((each) => each.id === id)?.entitled ?? nobody;
          expect(mayTake(place, entitled)).toBe(true);
        }
      }),
    );
  });

  test('who still waits could take no place that is left, and none that went to somebody behind', () => {
    fc.assert(
      fc.property(anySession, anyWaiting, (one, waiting) => {
        const given = fill(waiting, [one], early);
        const left = freePlaces([{ ...one, taken: [...one.taken, ...given.map(({ place }) => place.index)] }], early);
        const sinceOf = (id: string) => waiting.find((each) => each.id === id)?.since ?? 0;
        for (const someone of waiting.filter(({ id }) => given.every((each) => each.id !== id))) {
          expect(left.filter((place) => mayTake(place, someone.entitled))).toEqual([]);
          const behind = given.filter(({ id }) => sinceOf(id) > someone.since);
          expect(behind.filter(({ place }) => mayTake(place, someone.entitled))).toEqual([]);
        }
      }),
    );
  });
});

test('every state and every move: what the table allows happens, and nothing else does', () => {
  const allowed = bookingStates.flatMap((state) =>
    bookingMoves.flatMap((move) => {
      const after = bookingAfter(state, move);
      return after === null ? [] : [`${state} ${move} ${after}`];
    }),
  );
  expect(allowed).toEqual([
    'booked move moved',
    'booked cancel cancelled',
    'booked displace waiting',
    'booked arrive came',
    'booked miss no_show',
    'moved move moved',
    'moved cancel cancelled',
    'moved displace waiting',
    'moved arrive came',
    'moved miss no_show',
    'waiting cancel cancelled',
    'waiting place booked',
    'no_show arrive came',
  ]);
  expect(bookingStates.filter(holds)).toEqual(['booked', 'moved', 'came', 'no_show']);
});

test('a year of birth lies neither in the future nor 121 years back, and children are those surely under eighteen', () => {
  const years = [2026, 2027, 1906, 1905, 2000.5, Number.NaN];
  expect(years.map((year) => isBirthYear(year, '2026-05-12'))).toEqual([true, false, true, false, false, false]);
  expect([2009, 2008].map((year) => isChild(year, '2026-05-12'))).toEqual([true, false]);
});

test('one is reminded within the last day, not at night, not in the last hour, and not of what one booked today', () => {
  const day = 24 * 60 * minute;
  const long = { at: nine, bookedAt: nine - 3 * day };
  expect([
    isReminded(long, nine - day, 9),
    isReminded(long, nine - day - 1, 9),
    isReminded(long, nine - day, 7),
    isReminded(long, nine - day, 21),
    isReminded(long, nine - 60 * minute, 9),
    isReminded({ at: nine, bookedAt: nine - day }, nine - 2 * 60 * minute, 9),
  ]).toEqual([true, false, false, false, false, false]);
});

describe('a ticket', () => {
  const code = 'Aa0_-'.repeat(8) + 'xyz';
  test('has a number that can be called', () => {
    expect([1, 42, 1000].map(ticketText)).toEqual(['A-001', 'A-042', 'A-1000']);
  });
  test('says its mission in its QR, and the scanner reads it again', () => {
    const text = qrOf({ origin: 'https://y.example', language: 'uz-Cyrl', code, slug: 'taldyqorgan-2026' });
    expect(readQr(text)).toEqual({ code, slug: 'taldyqorgan-2026' });
  });
  test.each([
    '',
    'https://example.org/',
    `https://y.example/kk/tickets/${code}`,
    `https://y.example/kk/tickets/short#slug`,
    `javascript:alert(1)//kk/tickets/${code}#slug`,
    `https://y.example/kk/tickets/${code}#slug${'x'.repeat(500)}`,
  ])('is not what a foreign QR says: %s', (text) => {
    expect(readQr(text)).toEqual({ refused: 'foreign-qr' });
  });
  test('has a secret of 256 bits, and nothing shorter passes for one', () => {
    expect([code, code.slice(1), `${code}=`, 42].map(isTicketCode)).toEqual([true, false, false, false]);
  });
});
