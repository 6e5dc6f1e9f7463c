import { expect, test } from 'vitest';
import { changedOf } from './changed.ts';

test('only what was changed in the form is sent', () => {
  const began = { names: { kk: 'А' }, website: null as string | null, aliases: ['Ә'] };
  expect(changedOf(began, { names: { kk: 'А' }, website: 'https://example.org', aliases: [] })).toEqual({
    website: 'https://example.org',
    aliases: [],
  });
  expect(changedOf(began, structuredClone(began))).toEqual({});
});
