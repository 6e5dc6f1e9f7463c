import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Described, duplicatesAmong, duplicatesOf } from './duplicate.ts';
import { identifierOf, isBin, isIati, isRor } from './identifier.ts';
import { cursorOf, orderOf, positionOf } from './listing.ts';
import { isFoundIn, nameKeyOf } from './matching.ts';
import { isAbove, whyMergeRefused } from './merging.ts';
import { isWebsite, whyPlaceRefused } from './organisation.ts';
import { sideMayPublish, whySeatingIsRefused } from './partnership.ts';
import { partnershipsListed } from './partnershipList.ts';

describe('identifiers', () => {
  test.each(['940740000911', '050140000656', '971240001315', '080940010300'])('%s is a BIN', (bin) => {
    expect(isBin(bin)).toBe(true);
  });

  test('a wrong check digit of a BIN is always noticed, and nine in ten of the other wrong digits', () => {
    const bin = '940740000911';
    const wrong = Array.from({ length: 12 }, (_, at) =>
      Array.from({ length: 9 }, (__, by) => bin.slice(0, at) + ((Number(bin[at]) + by + 1) % 10) + bin.slice(at + 1)),
    );
    expect(wrong[11]?.filter(isBin)).toEqual([]);
    expect(wrong.flat().filter(isBin).length).toBeLessThan(108 / 10);
  });

  test('the second pass of weights is used where the first gives 10', () => {
    const tens = Array.from({ length: 500 }, (_, at) => `9901400${String(at).padStart(4, '0')}`).filter(
      (eleven) => Array.from(eleven, Number).reduce((sum, digit, at) => sum + digit * (at + 1), 0) % 11 === 10,
    );
    expect(tens.length).toBeGreaterThan(10);
    for (const eleven of tens) {
      const second = Array.from(eleven, Number).reduce((sum, digit, at) => sum + digit * (((at + 2) % 11) + 1), 0) % 11;
      const valid = Array.from({ length: 10 }, (_, last) => last).filter((last) => isBin(`${eleven}${last}`));
      expect(valid).toEqual(second === 10 ? [] : [second]);
    }
  });

  test.each(['94074000091', '9407400009111', '941340000911', '940710000911', '94074000091a', ''])(
    '%s is no BIN',
    (text) => {
      expect(isBin(text)).toBe(false);
    },
  );

  test('a ROR identifier is kept without its address, and its check digits count', () => {
    expect(identifierOf('ror', ' https://ror.org/03VEK6S52 ')).toBe('03vek6s52');
    expect(['05dxps055', '00f54p054', '03vek6s53', '03vek6l52', '13vek6s52'].map(isRor)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each([
    ['KZ-BIN-940740000911', true],
    ['XM-DAC-701-8', true],
    ['GB-COH-1234567', true],
    ['KZ-940740000911', false],
    ['kz-bin-1', false],
    ['XM-DAC-7 01', false],
    ['XM-DAC-7/01', false],
  ])('%s as an IATI identifier: %s', (text, expected) => {
    expect(isIati(text)).toBe(expected);
  });

  test('an identifier is kept in one form', () => {
    expect(identifierOf('bin', '940740 000 911')).toBe('940740000911');
    expect([identifierOf('own', '  '), identifierOf('own', 'a\u0000b'), identifierOf('own', ' №12 ')]).toEqual([
      null,
      null,
      '№12',
    ]);
  });
});

describe('matching names', () => {
  test.each([
    ['Жетісу', 'Jetısu', 'جەتىسۋ', 'Zhetysu', 'ЖЕТІСУ'],
    ['Талдықорған', 'Талдыкорган', 'Taldyqorğan', 'Taldykorgan', 'تالدىقورعان'],
    ['ТОО «Хёндэ»', 'Хендэ', '"хёндэ" ЖШС'],
    ['РК Министерство', 'Республика Казахстан Министерство'],
  ])('%s and its other writings have one key', (...names) => {
    expect(new Set(names.map(nameKeyOf)).size).toBe(1);
  });

  test('other names have other keys', () => {
    expect(new Set(['Алматы', 'Астана', 'Семей', 'Абай'].map(nameKeyOf)).size).toBe(4);
  });

  test('words are found by their beginnings, in any order and alphabet', () => {
    const names = ['Талдықорған қалалық көпбейінді ауруханасы'];
    expect(['taldy', 'аурухана талды', ''].map((words) => isFoundIn(words, names))).toEqual([true, true, true]);
    expect(isFoundIn('талды клиника', names)).toBe(false);
  });

  test('any text at all has a key', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof nameKeyOf(text) === 'string'));
  });
});

const entry = (id: string, name: string, more: Partial<Described> = {}): Described => ({
  id,
  names: { kk: name },
  aliases: [],
  identifiers: {},
  belongsTo: ['KZ'],
  ...more,
});

describe('duplicates', () => {
  const ministry = entry('a', 'Денсаулық сақтау министрлігі');
  test.each([
    ['the same name in other letters', entry('b', 'DENSAULYQ SAQTAU MINISTRLIGI'), 'same_name'],
    ['its first letters', entry('b', 'ДСМ', { names: { kk: 'ДСМ' } }), 'same_name'],
    ['an alias', entry('b', 'Минздрав', { aliases: ['Денсаулық сақтау министрлігі'] }), 'same_name'],
    ['other endings', entry('b', 'Денсаулық сақтау министрлігінің'), 'near_name'],
  ])('%s is offered', (_, other, reason) => {
    expect(duplicatesOf(ministry, [other])).toMatchObject([{ one: 'a', other: 'b', reason }]);
  });

  test('first letters that stand for no known words are recognised too', () => {
    const found = duplicatesOf(entry('a', 'Дүниежүзі қазақтары қауымдастығы'), [entry('b', 'ДҚҚ')]);
    expect(found).toMatchObject([{ reason: 'abbreviation' }]);
  });

  test('one number in a register is one organisation, two are two, whatever their names', () => {
    const bin = { bin: '940740000911' };
    const one = entry('a', 'Бірінші', { identifiers: bin });
    expect(duplicatesOf(one, [entry('b', 'Екінші', { identifiers: bin })])).toMatchObject([{ score: 1 }]);
    const other = entry('b', 'Бірінші', { identifiers: { bin: '050140000656' } });
    expect(duplicatesOf(one, [other])).toEqual([]);
  });

  test('in another country a near name is nothing, and the same name counts less', () => {
    const abroad = { belongsTo: ['KR'] };
    expect(duplicatesOf(ministry, [entry('b', 'Денсаулық сақтау министрлігінің', abroad)])).toEqual([]);
    const [found] = duplicatesOf(ministry, [entry('b', 'Денсаулық сақтау министрлігі', abroad)]);
    const [near] = duplicatesOf(ministry, [entry('b', 'Денсаулық сақтау министрлігі')]);
    expect(found?.score).toBeLessThan(near?.score ?? 0);
  });

  test('a hospital is not offered as the university that it is of, whose name is near', () => {
    const one = entry('a', 'Hospital of Semey Medical University', { kind: 'hospital' });
    const other = entry('b', 'Semey Medical University', { kind: 'university' });
    expect(duplicatesOf(one, [other])).toEqual([]);
    expect(duplicatesOf(one, [{ ...other, kind: 'hospital' }])).toHaveLength(1);
  });

  test('looking through all finds the pairs that looking at each finds', () => {
    const words = fc.constantFrom('Алматы', 'қалалық', 'ауруханасы', 'аурухана', 'министрлігі', 'А', 'ҚА');
    const name = fc.array(words, { minLength: 1, maxLength: 4 }).map((each) => each.join(' '));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (names) => {
        const all = names.map((each, at) => entry(`id${at}`, each));
        const pairs = (found: { one: string; other: string }[]) =>
          new Set(found.map(({ one, other }) => [one, other].toSorted().join()));
        expect(pairs(duplicatesAmong(all))).toEqual(pairs(all.flatMap((each) => duplicatesOf(each, all))));
      }),
    );
  });
});

describe('merging', () => {
  const row = (id: string, mergedInto: string | null = null) => ({ id, mergedInto, version: 1 });
  test.each([
    ['same-record', row('a'), row('a'), false],
    ['already-merged', row('a', 'c'), row('b'), false],
    ['already-merged', row('a'), row('b', 'a'), false],
    ['merged-into-it', row('a'), row('b'), true],
    [null, row('a'), row('b'), false],
  ])('%s', (refusal, merged, kept, ledHere) => {
    expect(whyMergeRefused(merged, kept, ledHere)).toBe(refusal);
  });

  test('no sequence of merges and undone merges makes a chain or a circle', () => {
    const step = fc.record({ from: fc.nat(5), into: fc.nat(5), undo: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const rows = new Map(Array.from({ length: 6 }, (_, id) => [String(id), row(String(id))]));
        for (const { from, into, undo } of steps) {
          const [merged, kept] = [rows.get(String(from)) ?? row('x'), rows.get(String(into)) ?? row('x')];
          const ledHere = [...rows.values()].some(({ mergedInto }) => mergedInto === merged.id);
          if (undo) rows.set(merged.id, { ...merged, mergedInto: null });
          else if (!whyMergeRefused(merged, kept, ledHere)) rows.set(merged.id, { ...merged, mergedInto: kept.id });
        }
        for (const { mergedInto } of rows.values())
          expect(mergedInto === null || rows.get(mergedInto)?.mergedInto === null).toBe(true);
      }),
    );
  });

  test('nobody is put below itself', () => {
    const parents = new Map([
      ['c', 'b'],
      ['b', 'a'],
    ]);
    expect([isAbove('a', 'c', parents), isAbove('c', 'a', parents), isAbove('a', 'a', parents)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(
      isAbove(
        'x',
        'y',
        new Map([
          ['y', 'z'],
          ['z', 'y'],
        ]),
      ),
    ).toBe(false);
  });
});

test.each([
  ['https://www.gov.kz/', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['https://user:secret@example.org', false],
  ['https://localhost', false],
  ['gov.kz', false],
])('%s as a website: %s', (text, expected) => {
  expect(isWebsite(text)).toBe(expected);
});

test('a place lies in the country of its organisation', () => {
  expect([whyPlaceRefused('KZ', 'KZ'), whyPlaceRefused('KR', 'KZ'), whyPlaceRefused('KZ', undefined)]).toEqual([
    null,
    'place-in-another-country',
    'place-unknown',
  ]);
});

test('nobody sits twice, and who opens a partnership sits too', () => {
  const sides = (...organisations: string[][]) => organisations.map((each) => ({ organisations: each }));
  expect(whySeatingIsRefused({ owner: 'a', sides: sides(['a']) })).toBe('two-sides-needed');
  expect(whySeatingIsRefused({ owner: 'a', sides: sides(['a'], []) })).toBe('two-sides-needed');
  expect(whySeatingIsRefused({ owner: 'a', sides: sides(['a'], ['b', 'a']) })).toBe('seated-twice');
  expect(whySeatingIsRefused({ owner: 'a', sides: sides(['b'], ['c']) })).toBe('owner-not-seated');
  expect(whySeatingIsRefused({ owner: 'a', sides: sides(['a'], ['c']) })).toBeNull();
});

test('a side publishes what its partnership lets it, and who sits on no side nothing', () => {
  const sides = [{ id: 's', mayPublish: ['meetings'] as const }];
  expect(sideMayPublish({ ownSide: 's', sides }, 'meetings')).toBe(true);
  expect(sideMayPublish({ ownSide: 's', sides }, 'commitments')).toBe(false);
  expect(sideMayPublish({ ownSide: null, sides }, 'meetings')).toBe(false);
});

test('a cursor is of its own order only, and what was not made here is none', () => {
  const at = { key: 'Алматы', id: '018f0000-0000-7000-8000-000000000000' };
  const order = orderOf('-name');
  expect(positionOf(order, cursorOf(order, at))).toEqual(at);
  expect(positionOf(orderOf('name'), cursorOf(order, at))).toBeNull();
  expect(
    ['', 'x', btoa('{}'), btoa('[1]'), cursorOf(order, { ...at, id: "' or 1" })].map((it) => positionOf(order, it)),
  ).toEqual([null, null, null, null, null]);
});

test('partnerships are filtered by words, field and country, one’s own first', () => {
  const it = (slug: string, more: object) => ({
    names: { en: slug },
    fields: ['health' as const],
    countries: ['KZ'],
    visibility: 'public' as const,
    ownSide: null as string | null,
    sides: [{ names: { kk: 'Жетісу' } }],
    ...more,
  });
  const all = [it('b', {}), it('c', { ownSide: 's' }), it('a', { countries: ['KR'] })];
  const listed = (filter: object) => partnershipsListed(all, filter, 'en').map(({ names }) => names.en);
  expect(listed({})).toEqual(['c', 'a', 'b']);
  expect(listed({ sort: '-name' })).toEqual(['c', 'b', 'a']);
  expect([listed({ country: 'KR' }), listed({ field: 'tourism' }), listed({ q: 'zhetysu' })]).toEqual([
    ['a'],
    [],
    ['c', 'a', 'b'],
  ]);
});
