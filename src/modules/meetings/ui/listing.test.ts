import { expect, test } from 'vitest';
import { withoutPage } from '../../../web/kit/listing.ts';
import { addressOf, fileAddress, listingOf } from './listing.ts';
import { emptyMeeting, meetingOf } from './MeetingForm.tsx';

test('an address is read as it is written, and what it does not know is left out', () => {
  const asked = {
    q: 'клиника',
    state: 'held',
    place: 'almaty',
    from: '2020-01-01',
    sort: 'title',
    cursor: 'abc',
  } as const;
  const { searchParams } = new URL(addressOf(asked), 'https://yntymaq.example');
  expect(listingOf(Object.fromEntries(searchParams))).toEqual(asked);
  expect(listingOf({ state: 'lost', from: '2020-02-30', sort: 'price', field: 'health', q: '' })).toEqual({
    field: 'health',
  });
  expect(addressOf({})).toBe('/app/meetings');
});

test('a file holds the whole list, whatever page is shown', () => {
  expect(withoutPage({ q: 'a', cursor: 'abc' })).toEqual({ q: 'a' });
  expect(fileAddress({ state: 'held', cursor: 'abc' }, 'xlsx', 'kk')).toBe(
    '/api/meetings/file?format=xlsx&locale=kk&state=held',
  );
});

test('the hours of a form are of the first and the last day of its date', () => {
  const typed = { ...emptyMeeting('kk'), title: { kk: { text: ' Кездесу ', by: 'person' as const } } };
  expect(meetingOf({ ...typed, held: '2026-12-01/2026-12-02', begins: '10:00', ends: '17:30' })).toMatchObject({
    title: { kk: { text: 'Кездесу', by: 'person' } },
    held: null,
    startsAt: '2026-12-01T10:00',
    endsAt: '2026-12-02T17:30',
  });
  expect(meetingOf({ ...typed, held: 'XXXX-04-10' })).toMatchObject({ held: 'XXXX-04-10', startsAt: null, zone: null });
  expect(meetingOf(typed)).toMatchObject({ held: null, venue: null, agenda: null });
});
