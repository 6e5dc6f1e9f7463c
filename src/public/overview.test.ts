import { describe, expect, it } from 'vitest';
import { placeLabels } from '../design/labels.ts';
import { axisOf, stretchOf } from '../design/axis.ts';
import type { Promised } from './data.ts';
import { differences, type Entry } from './commitment.ts';
import { convertedOf } from './converted.ts';
import { atomFeed } from './feed/atom.ts';
import { mapGround } from './map.ts';
import { byField, corridorsOf, talliesOf } from './overview.ts';
import { fields, type Outline } from './things.ts';

const outline = (more: Partial<Outline>): Outline => ({
  id: 'p',
  slug: 'p',
  names: {},
  isDemo: false,
  countries: ['KR'],
  places: ['taldykorgan', 'karatal-district', 'semey'],
  fields: ['health'],
  real: { not_started: 3, kept: 1, not_reported: 1, no_target: 2, unpromised: 2 },
  demo: { not_started: 9 },
  ...more,
});

describe('what is counted over all partnerships', () => {
  it('keeps real and demonstration apart, and opens no promise that nobody made', () => {
    const { real, demo } = talliesOf([outline({}), outline({ id: 'd', isDemo: true, countries: ['JP'], real: {} })]);
    expect(real).toEqual({ all: 7, open: 4, kept: 1, silent: 1, countries: ['KR'] });
    expect(demo).toMatchObject({ open: 18, countries: ['JP'] });
  });

  it('joins a country to the regions of the day in which its places lie, each once', () => {
    const keys = (today: string) => corridorsOf([outline({})], 'real', today)[0]?.places.map(({ key }) => key);
    expect(keys('2020-12-23')).toEqual(['almaty-region', 'east-kazakhstan-region']);
    expect(keys('2026-11-21')).toEqual(['zhetysu-region', 'abai-region']);
    const [whole] = corridorsOf([outline({ places: [] })], 'real', '2026-11-21');
    expect(whole).toMatchObject({ country: 'KR', open: 4, silent: 1, places: [{ key: 'kz', open: 4 }] });
    expect(corridorsOf([outline({ real: {} })], 'real', '2026-11-21')).toEqual([]);
  });

  it('puts health first among the fields', () => {
    const found = byField([outline({ fields: ['tourism', 'health'] })], 'real', fields);
    expect(found.map(({ field }) => field)).toEqual(['health', 'tourism']);
  });
});

describe('the map', () => {
  it('has every partner country in sight, and knows which the atlas does not have', () => {
    const { width, height, country, partners, place } = mapGround(['US', 'KR', 'SG']);
    for (const code of ['US', 'KR', 'KZ']) {
      const at = country(code);
      expect(at && at.x > 0 && at.x < width && at.y > 0 && at.y < height, code).toBe(true);
    }
    expect(country('SG')).toBeNull();
    expect(partners).toMatch(/^M\d/);
    expect(place('zhetysu-region')).not.toEqual(place('kz'));
  });

  it('places names so that none covers another or leaves the map', () => {
    const near = Array.from({ length: 8 }, (_, index) => ({
      key: `${index}`,
      text: 'Жетісу облысы',
      x: 300,
      y: 100 + index * 6,
    }));
    const placed = placeLabels(near, { width: 600, height: 300 });
    expect(placed.length).toBeGreaterThan(1);
    expect(placed.length).toBeLessThan(near.length);
    expect(new Set(placed.map(({ x, y, anchor }) => `${x} ${y} ${anchor}`)).size).toBe(placed.length);
    expect(placeLabels([{ key: 'a', text: 'Семей', x: 595, y: 150 }], { width: 600, height: 300 })[0]?.anchor).toBe(
      'end',
    );
  });
});

describe('the axis of time', () => {
  it('is as long as whole years, with at most six ticks, and a day has a length', () => {
    const axis = axisOf([
      { first: '2018-01-01', last: '2020-12-31' },
      { first: '1994-05-05', last: '1994-05-05' },
    ]);
    expect(axis).toMatchObject({ from: 1994, to: 2021 });
    expect(axis?.ticks.length).toBeLessThanOrEqual(6);
    expect(axis && stretchOf({ first: '1994-01-01', last: '2020-12-31' }, axis)).toEqual({ at: 0, length: 100 });
    expect(axisOf([])).toBeNull();
  });
});

describe('sides that count differently', () => {
  const entry = (more: Partial<Entry>): Entry =>
    ({ id: 'a', amount: 37n, comparator: 'eq', sideId: 'one', cell: 'c', ...more }) as Entry;
  it('stand side by side only where they speak of one place and period and say different figures', () => {
    expect(differences([entry({}), entry({ sideId: 'two', amount: 35n })])).toHaveLength(1);
    expect(differences([entry({}), entry({ sideId: 'two' })])).toEqual([]);
    expect(differences([entry({}), entry({ amount: 35n })])).toEqual([]);
    expect(differences([entry({}), entry({ sideId: 'two', amount: 35n, cell: 'd' })])).toEqual([]);
  });
});

describe('an amount in other currencies', () => {
  const commitment = { target: 1000n, currency: 'JPY', statedOn: '2026-01-03' } as Promised & { beneficiaries: null };
  const rate = { base: 'JPY', quote: 'KZT', rate: '3.25', source: 'NB', isDemo: false } as const;
  const amounts = (day: string) =>
    convertedOf({ commitment: commitment as never, rates: [{ ...rate, day }] }).map(({ amount }) => amount);
  it('takes the rate of its day or shortly before, never a later or an old one', () => {
    expect(amounts('2026-01-02')).toEqual([{ minor: 325_000n, currency: 'KZT' }]);
    expect([amounts('2026-01-04'), amounts('2025-11-02')]).toEqual([[], []]);
  });
});

describe('an Atom feed', () => {
  it('holds no character that XML forbids, and is as old as its newest entry', () => {
    const entry = {
      id: 'urn:uuid:1',
      title: '<b>&"\u0000\u001b\ud800',
      summary: '',
      href: 'https://x.example/?a=1&b=2',
    };
    const about = {
      id: 'i',
      title: 't',
      subtitle: 's',
      author: 'a',
      language: 'kk',
      self: 'i',
      page: 'p',
      licence: 'l',
    };
    const xml = atomFeed({
      ...about,
      others: [],
      entries: [{ ...entry, updated: new Date('2026-02-01') }],
      since: new Date('2026-01-01'),
    });
    expect(xml).toContain('<title>&lt;b&gt;&amp;&quot;\ufffd</title>');
    expect(xml).toContain('href="https://x.example/?a=1&amp;b=2"');
    expect(xml).toContain('<updated>2026-02-01T00:00:00.000Z</updated>');
  });
});
