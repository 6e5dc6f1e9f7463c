import { expect, test } from 'vitest';
import { addressOf, fileAddress, listingOf } from './listing.ts';

test('a list is what stands in its address, and its address what is listed', () => {
  const listing = {
    currency: 'USD',
    from: '2026-01-01',
    until: '2026-11-20',
    source: 'National Bank',
    sort: 'pair',
    cursor: 'x',
  } as const;
  const search = new URL(`http://x${addressOf(listing)}`).searchParams;
  expect(listingOf(Object.fromEntries(search))).toEqual(listing);
  expect(addressOf({})).toBe('/app/rates');
});

test('what an address says wrongly is left out', () => {
  expect(
    listingOf({ currency: 'XXX', from: '2026-02-30', until: '', sort: 'name', source: 'x'.repeat(201), other: '1' }),
  ).toEqual({});
});

test('the file is of the whole list, whichever page is shown', () => {
  expect(fileAddress({ currency: 'USD', cursor: 'x' }, 'xlsx', 'kk')).toBe(
    '/api/rates/file?currency=USD&format=xlsx&locale=kk',
  );
});
