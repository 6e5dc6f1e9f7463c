import { expect, test } from 'vitest';
import { kinds } from '../found.ts';
import { addressOf, askedOf, placeOf } from './asked.ts';

test('a question is what stands in its address', () => {
  const asked = { q: 'ота & клиника', kind: 'commitment', cursor: '20' } as const;
  expect(askedOf(Object.fromEntries(new URL(`http://x${addressOf(asked)}`).searchParams))).toEqual(asked);
});

test('a page belongs to one kind, and what nobody knows is left out', () => {
  expect(askedOf({ q: ' ота ', kind: 'patient', cursor: '20' })).toEqual({ q: 'ота' });
  expect(askedOf({ q: 7, kind: 'person', cursor: '-1' })).toEqual({ q: '', kind: 'person' });
});

test('every kind has a place of its own', () => {
  const places = kinds.map((kind) => placeOf({ kind, id: 'id', partnership: { slug: 'slug' } }));
  expect(new Set(places).size).toBe(kinds.length);
  expect(places[0]).toBe('/app/partnerships/slug');
});
