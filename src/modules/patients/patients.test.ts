import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consentMoved,
  consentMoves,
  consentState,
  consentStates,
  consentTransitions,
  covers,
  mayRepresent,
  whyNotGiven,
} from './consent.ts';
import { stillKept, whyNotDecided } from './erasure.ts';
import { kindOfEvidence } from './evidence.ts';
import { differencesOf, identifierOf, iinCheckDigit, pinflCheckDigit } from './identifier.ts';
import { birthTexts, keysOf, soughtKeys } from './keys.ts';
import { conflictsBetween, whyMergeRefused } from './merging.ts';
import { nameKeys } from '../../platform/i18n/nameKey.ts';
import type { Identity } from './schemas.ts';
import { momentsOf } from '../../platform/time/stretch.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** One digit of a number replaced by another. */
const changedAt = (text: string, at: number, by: number): string =>
  text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);

describe('an IIN', () => {
  const valid = fc
    .tuple(days, fc.constantFrom(0, 1), digits(4))
    .map(([day, female, serial]) => {
      const century = { 19: 3, 20: 5 }[Number(day.slice(0, 2))] ?? 3;
      const eleven = `${day.slice(2).replaceAll('-', '')}${century + female}${serial}`;
      return { day, sex: female === 1 ? ('female' as const) : ('male' as const), eleven, check: iinCheckDigit(eleven) };
    })
    .filter(({ check }) => check !== null);
  const as = (value: string) => identifierOf({ system: 'kz_iin', country: 'KZ', value });

  test('with its check digit is taken, as it is written by people and in its one form', () => {
    fc.assert(
      fc.property(valid, ({ eleven, check }) => {
        const written = `${eleven.slice(0, 6)} ${eleven.slice(6)}${check}`;
        expect(as(written)?.value).toBe(`${eleven}${check}`);
      }),
    );
  });

  test('with any other last digit is refused', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), ({ eleven, check }, by) => {
        expect(as(changedAt(`${eleven}${check}`, 11, by))).toBeNull();
      }),
    );
  });

  test('takes its check digit in the second pass where the first gives ten, and does not exist where that gives ten too', () => {
    const weighed = (text: string, first: number) =>
      Array.from(text, Number).reduce((sum, digit, at) => sum + digit * (((first - 1 + at) % 11) + 1), 0) % 11;
    let [second, none] = [0, 0];
    fc.assert(
      fc.property(digits(11), (eleven) => {
        const [one, two] = [weighed(eleven, 1), weighed(eleven, 3)];
        if (one === 10 && two !== 10) second++;
        if (one === 10 && two === 10) none++;
        expect(iinCheckDigit(eleven)).toBe(one < 10 ? one : two < 10 ? two : null);
      }),
      { numRuns: 3000 },
    );
    expect(second).toBeGreaterThan(0);
    expect(none).toBeGreaterThan(0);
  });

  test('agrees with whoever it names, and another birth date or sex is worth a look but no fault', () => {
    fc.assert(
      fc.property(valid, ({ day, sex, eleven, check }) => {
        const numbers = [{ system: 'kz_iin' as const, country: 'KZ', value: `${eleven}${check}` }];
        const other = sex === 'male' ? 'female' : 'male';
        expect(differencesOf(numbers, { birthDate: day, sex })).toEqual([]);
        expect(differencesOf(numbers, { birthDate: day.slice(0, 7), sex: 'unknown' })).toEqual([]);
        expect(differencesOf(numbers, { birthDate: '1850', sex: other })).toEqual([
          { system: 'kz_iin', differs: 'birth_date' },
          { system: 'kz_iin', differs: 'sex' },
        ]);
      }),
    );
  });

  test('is of Kazakhstan alone, and not of zeros', () => {
    expect(identifierOf({ system: 'kz_iin', country: 'KG', value: '000000000000' })).toBeNull();
    expect(as('000000000000')).toBeNull();
    expect(as('12345')).toBeNull();
  });
});

describe('a PINFL', () => {
  const valid = fc.tuple(days, fc.constantFrom(0, 1), digits(6)).map(([day, female, rest]) => {
    const [year = '', month = '', date = ''] = day.split('-');
    const first = (year.startsWith('19') ? 3 : 5) + female;
    const thirteen = `${first}${date}${month}${year.slice(2)}${rest}`;
    return {
      day,
      sex: female === 1 ? ('female' as const) : ('male' as const),
      value: `${thirteen}${pinflCheckDigit(thirteen)}`,
    };
  });
  const as = (value: string) => identifierOf({ system: 'uz_pinfl', country: 'UZ', value });

  test('is checked by the weights 7, 3, 1: any other last digit is refused', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), ({ value }, by) => {
        expect(as(value)?.value).toBe(value);
        expect(as(changedAt(value, 13, by))).toBeNull();
      }),
    );
  });

  test('notices any single wrong digit of its serial number, because no weight shares a factor with ten', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 7, max: 12 }), fc.integer({ min: 1, max: 9 }), ({ value }, at, by) => {
        expect(as(changedAt(value, at, by))).toBeNull();
      }),
    );
  });

  test('says the birth date and the sex of its bearer', () => {
    fc.assert(
      fc.property(valid, ({ day, sex, value }) => {
        const numbers = [{ system: 'uz_pinfl' as const, country: 'UZ', value }];
        expect(differencesOf(numbers, { birthDate: day, sex })).toEqual([]);
        expect(differencesOf(numbers, { birthDate: '1850-01-01', sex })).toEqual([
          { system: 'uz_pinfl', differs: 'birth_date' },
        ]);
      }),
    );
  });
});

describe('a PIN', () => {
  const as = (value: string) => identifierOf({ system: 'kg_pin', country: 'KG', value });
  test('names a sex and a real day, or is refused', () => {
    expect(as('2 05031987 00012')?.value).toBe('20503198700012');
    expect(as('3 05031987 00012')).toBeNull();
    expect(as('2 31021987 00012')).toBeNull();
    expect(as('20503198700')).toBeNull();
    const numbers = [{ system: 'kg_pin' as const, country: 'KG', value: '10503198700012' }];
    expect(differencesOf(numbers, { birthDate: '1987-03-05', sex: 'female' })).toEqual([]);
    expect(differencesOf(numbers, { birthDate: '1987-05-03', sex: 'male' })).toHaveLength(2);
  });
});

test('a passport is taken as written, of any country, and hostile text is not a number', () => {
  expect(identifierOf({ system: 'passport', country: 'UZ', value: ' ab 1234567 ' })?.value).toBe('AB1234567');
  for (const value of ['', "'; drop table patient", '<b>', '=1+1', 'x'.repeat(41)])
    expect(identifierOf({ system: 'passport', country: 'UZ', value })).toBeNull();
});

describe('a name', () => {
  test.each([
    ['Айгүл Серікова', 'Айгуль Серикова', 'Aigul Serikova', 'Aygül Serikova', 'Serikova Aigul', 'SERIKOVA  AIGUL'],
    ['Ерлан Жұмабеков', 'Yerlan Zhumabekov', 'Erlan Jumabekov'],
    ['Құдайберген', 'Kudaybergen', 'Qudaibergen'],
    ['Хасен Ғалиев', 'Khassen Galiyev', 'Hasen Ghaliev'],
    ['Ўктам Юсупов', 'Oʻktam Yusupov', "O'ktam Yusupov"],
    ['Хуршид', 'Xurshid', 'Khurshid'],
    ['ايگۇل', 'Айгүл', 'Aıgúl'],
    ['Джамбул', 'Жамбул', 'Dzhambul', 'Jambul'],
    ['Майя Цой', 'Maya Tsoi', 'Maia Tsoy'],
  ])('%s meets its other writings', (first, ...others) => {
    for (const other of others) expect(nameKeys(other).some((key) => nameKeys(first).includes(key))).toBe(true);
  });

  test('of another person does not meet it', () => {
    expect(nameKeys('Aigul Serikova')).not.toEqual(nameKeys('Aigerim Serikova'));
    expect(nameKeys('Марат Ахметов').some((key) => nameKeys('Мурат Ахметов').includes(key))).toBe(false);
  });

  test('is the same whatever its case, spaces and order, and never breaks on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (one, two) => {
          expect(nameKeys(`${one} ${two}`)).toEqual(nameKeys(`  ${two}   ${one} `));
        },
      ),
    );
  });
});

describe('keys', () => {
  const names = [{ family: 'Серікова', given: 'Айгүл' }];
  test('never hold a name alone: without a birth date there is none of the name', () => {
    const identifiers = [{ system: 'passport' as const, country: 'KZ', value: 'N1' }];
    expect(keysOf({ names, identifiers, birthDate: null })).toEqual([{ kind: 'identifier', text: 'passport|KZ|N1' }]);
    for (const { kind, text } of keysOf({ names, identifiers: [], birthDate: '1987' }))
      expect([kind, text.includes('|1987')]).toEqual([kind, true]);
  });

  test('a whole birth date finds a record that knows only the year, and not the other way round', () => {
    const known = (birthDate: string) =>
      keysOf({ names, identifiers: [], birthDate }).flatMap(({ kind, text }) =>
        kind === 'name_and_birth' ? [text] : [],
      );
    const sought = soughtKeys([{ family: 'Serikova', given: 'Aigul' }], '1987-03-05');
    expect(known('1987').some((key) => sought.includes(key))).toBe(true);
    expect(known('1987-03').some((key) => sought.includes(key))).toBe(true);
    expect(known('1987-04').some((key) => sought.includes(key))).toBe(false);
    expect(soughtKeys(names, '1987').some((key) => known('1987-03-05').includes(key))).toBe(false);
    expect(birthTexts('198X')).toContain('198X');
  });

  test('day and month in the other order are near, never the same', () => {
    const of = (birthDate: string, kind: string) =>
      keysOf({ names, identifiers: [], birthDate }).flatMap((key) => (key.kind === kind ? [key.text] : []));
    expect(of('1987-03-05', 'near').some((key) => of('1987-05-03', 'near').includes(key))).toBe(true);
    expect(of('1987-03-05', 'name_and_birth').some((key) => of('1987-05-03', 'name_and_birth').includes(key))).toBe(
      false,
    );
  });
});

describe('a consent', () => {
  const at = (day: string) => new Date(`${day}T09:00:00Z`);
  const moments = fc.date({ min: at('2000-01-01'), max: at('2100-01-01'), noInvalidDate: true });
  const stretches = fc.record({
    from: fc.option(moments, { nil: null }),
    until: fc.option(moments, { nil: null }),
    end: fc.constantFrom(null, 'withdrawn' as const, 'superseded' as const),
  });

  test('stands only between its dates and only until somebody ends it', () => {
    fc.assert(
      fc.property(stretches, moments, (stretch, now) => {
        const inside = (!stretch.from || stretch.from <= now) && (!stretch.until || stretch.until > now);
        expect(consentState(stretch, now) === 'stands').toBe(stretch.end === null && inside);
      }),
    );
  });

  test('once withdrawn or superseded is nothing else at any moment, and no move leads out of it', () => {
    fc.assert(
      fc.property(stretches, moments, (stretch, now) => {
        expect(consentState(stretch, now) === (stretch.end ?? 'none')).toBe(stretch.end !== null);
      }),
    );
    for (const state of ['withdrawn', 'superseded'] as const)
      for (const move of consentMoves) expect(consentMoved(state, move)).toBeNull();
    for (const state of consentStates) expect(Object.values(consentTransitions[state])).not.toContain('stands');
  });

  test('covers one country, one organisation if named, and only where its purpose is care', () => {
    const given = { purpose: 'treatment', receivingCountry: 'KR', receivingOrganisation: null } as const;
    expect(covers(given, { country: 'KR', organisation: 'a' })).toBe(true);
    expect(covers(given, { country: 'JP', organisation: 'a' })).toBe(false);
    expect(covers({ ...given, receivingOrganisation: 'b' }, { country: 'KR', organisation: 'a' })).toBe(false);
    expect(covers({ ...given, purpose: 'research' }, { country: 'KR', organisation: 'a' })).toBe(false);
  });

  test('is given by who may speak on that day, with a witness where it was spoken', () => {
    const giving = {
      givenBy: 'representative',
      givenHow: 'paper',
      givenOn: '2026-11-20',
      from: null,
      until: null,
      witness: null,
    } as const;
    const mother = { validFrom: '2020-01-01', validUntil: '2026-11-20' };
    expect(mayRepresent(mother, '2026-11-20')).toBe(true);
    expect(whyNotGiven(giving, mother, '2026-11-21')).toBeNull();
    expect(whyNotGiven({ ...giving, givenOn: '2026-11-21' }, mother, '2026-11-21')).toBe('representative-not-then');
    expect(whyNotGiven({ ...giving, givenOn: '2019-12-31' }, mother, '2026-11-21')).toBe('representative-not-then');
    expect(whyNotGiven(giving, undefined, '2026-11-21')).toBe('representative-unknown');
    expect(whyNotGiven({ ...giving, givenOn: '2026-11-22' }, mother, '2026-11-21')).toBe('given-in-the-future');
    expect(whyNotGiven({ ...giving, givenHow: 'spoken' }, mother, '2026-11-21')).toBe('witness-missing');
    expect(whyNotGiven({ ...giving, until: '2026-11-19' }, mother, '2026-11-21')).toBe('ends-before-it-begins');
    expect(whyNotGiven({ ...giving, givenBy: 'patient' }, undefined, '2026-11-21')).toBeNull();
  });

  test('stands at once where it begins today, and through the whole of its last day', () => {
    expect(momentsOf({ from: '2026-11-21', until: '2026-12-31' }, '2026-11-21')).toEqual({
      stands_from: null,
      stands_until: new Date('2027-01-01T00:00:00Z'),
    });
    expect(momentsOf({ from: '2026-11-22', until: null }, '2026-11-21').stands_from).toEqual(
      new Date('2026-11-22T00:00:00Z'),
    );
  });
});

describe('a merge', () => {
  const record = (id: string) => ({ id, mergedInto: null, isErased: false, isDemo: false, custodian: 'us' });
  test('joins two plain records of one custodian and nothing else', () => {
    const [one, two] = [record('1'), record('2')];
    expect(whyMergeRefused(one, two, false)).toBeNull();
    expect(whyMergeRefused(one, one, false)).toBe('same-record');
    expect(whyMergeRefused(one, { ...two, custodian: 'them' }, false)).toBe('not-yours-to-change');
    expect(whyMergeRefused(one, { ...two, isErased: true }, false)).toBe('already-erased');
    expect(whyMergeRefused({ ...one, isDemo: true }, two, false)).toBe('demonstration-apart');
    expect(whyMergeRefused(one, { ...two, mergedInto: '3' }, false)).toBe('already-merged');
    expect(whyMergeRefused(one, two, true)).toBe('merged-into-it');
  });

  test('keeps what differs side by side with where it comes from, and says when two numbers of one register meet', () => {
    const identity: Identity = {
      names: [{ family: 'Серікова', given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }],
      identifiers: [{ system: 'passport', country: 'KZ', value: 'N1' }],
      birthDate: '1987-03-05',
      sex: 'female',
      phone: null,
      address: null,
      languages: [],
      representatives: [],
      deceased: null,
    };
    const other: Identity = {
      ...identity,
      birthDate: '1987-05-03',
      sex: 'unknown',
      phone: '+7 700 000 00 00',
      identifiers: [{ system: 'passport', country: 'KZ', value: 'N2' }],
    };
    const found = conflictsBetween([
      { id: 'a', identity },
      { id: 'b', identity: other },
    ]);
    expect(found).toEqual([
      {
        field: 'birthDate',
        values: [
          { patient: 'a', value: '1987-03-05' },
          { patient: 'b', value: '1987-05-03' },
        ],
      },
      {
        field: 'identifiers',
        values: [
          { patient: 'a', value: 'passport KZ N1' },
          { patient: 'b', value: 'passport KZ N2' },
        ],
      },
    ]);
    expect(conflictsBetween([{ id: 'a', identity }])).toEqual([]);
  });
});

describe('an erasure', () => {
  const asked = { requestedBy: 'one', isDecided: false };
  test('is approved by a second person, once, and not while something must be kept', () => {
    expect(whyNotDecided(asked, { person: 'two', decision: 'approved', kept: [] })).toBeNull();
    expect(whyNotDecided(asked, { person: 'one', decision: 'approved', kept: [] })).toBe('second-person-needed');
    expect(whyNotDecided(asked, { person: 'one', decision: 'refused', kept: [] })).toBeNull();
    expect(whyNotDecided({ ...asked, isDecided: true }, { person: 'two', decision: 'refused', kept: [] })).toBe(
      'decided-already',
    );
    expect(whyNotDecided(asked, { person: 'two', decision: 'approved', kept: [{ why: 'law', until: null }] })).toBe(
      'must-be-kept',
    );
  });
  test('hears only of what must be kept today', () => {
    const keepings = [
      { why: 'over', until: '2026-11-20' },
      { why: 'today', until: '2026-11-21' },
      { why: 'always', until: null },
    ];
    expect(stillKept(keepings, '2026-11-21').map(({ why }) => why)).toEqual(['today', 'always']);
  });
});

test('evidence is known by its bytes: a page that runs, an archive and nothing are refused', () => {
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  expect(kindOfEvidence(bytes('%PDF-1.7 '))).toBe('application/pdf');
  expect(kindOfEvidence(bytes('\u0089PNG\r\n\u001a\n'))).toBe('image/png');
  for (const text of ['', '<html>', 'PK\u0003\u0004', 'MZ', '<svg xmlns='])
    expect(kindOfEvidence(bytes(text))).toBeNull();
});
