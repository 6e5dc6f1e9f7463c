import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patientLocales } from '../../platform/i18n/patientLocales.ts';
import { translatorIn } from '../../platform/i18n/guests.server.ts';
import {
  answersAt,
  codeDigits,
  digitsOf,
  factorFor,
  inFours,
  isOpenStill,
  mayAnswer,
  maySendNumber,
  mostWrong,
  pauseAfterWrong,
  stepsAt,
  typedDigits,
} from './patientPage.ts';
import { comingOf, zoneOf } from './patientShown.ts';
import { endStages, stages } from './referral.ts';
import { patientAfter, patientNotices, staffAfter } from './told.ts';
import { leadsTo, transitions } from './transitions.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = Date.parse('2026-11-22T09:00:00Z');

describe('a code', () => {
  test('is read however it is typed, and nothing else is taken for one', () => {
    const code = '48210937552018463391';
    expect(inFours(code)).toBe('4821 0937 5520 1846 3391');
    for (const typed of [
      code,
      inFours(code),
      '4821-0937–5520.1846 3391',
      '４８２１０９３７５５２０１８４６３３９１',
      ` ${code}\n`,
    ])
      expect(typedDigits(typed, codeDigits), typed).toBe(code);
    for (const typed of [
      '',
      code.slice(1),
      `${code}1`,
      code.replace('4', 'x'),
      'x'.repeat(5000),
      '٤٨٢١٠٩٣٧٥٥٢٠١٨٤٦٣٣٩١',
    ])
      expect(typedDigits(typed, codeDigits), typed).toBeNull();
  });

  test('has every digit at every place alike often as its source of chance has', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: codeDigits, maxLength: codeDigits }), (drawn) => {
        const left = [...drawn];
        const made = digitsOf(codeDigits, (bound) => (bound === 10 ? (left.shift() ?? 0) : Number.NaN));
        expect(made).toBe(drawn.join(''));
      }),
    );
  });

  test('that was sent needs the birth date besides the number, and one that nothing can be sent to needs a second code', () => {
    expect(factorFor('sms', 'printed')).toBe('number');
    expect(factorFor('mail', 'printed')).toBe('number');
    expect(factorFor('sms', 'sent')).toBe('number-and-birth');
    expect(factorFor(null, 'printed')).toBe('birth-and-second');
    expect(factorFor(null, 'sent')).toEqual({ refused: 'nothing-to-send-by' });
  });
});

describe('wrong answers', () => {
  test('make one wait longer and longer, and after twenty the code is of no use', () => {
    expect([0, 1, 4, 5, 6, 10, 15].map((wrong) => pauseAfterWrong(wrong) / minute)).toEqual([0, 0, 0, 15, 0, 60, 720]);
    const tried = { wrong: 5, lastWrongAt: now };
    expect([mayAnswer(tried, now + 15 * minute - 1), mayAnswer(tried, now + 15 * minute)]).toEqual(['wait', 'yes']);
    expect(mayAnswer({ wrong: mostWrong, lastWrongAt: now }, now + 365 * day)).toBe('never');
  });

  test('leave a guesser of six digits no more than twenty tries in all, whatever the pauses: one in fifty thousand', () => {
    let [at, wrong, tries] = [now, 0, 0];
    let lastWrongAt: number | null = null;
    for (let step = 0; step < 100_000 && mayAnswer({ wrong, lastWrongAt }, at) !== 'never'; step += 1) {
      if (mayAnswer({ wrong, lastWrongAt }, at) === 'yes') {
        [wrong, tries, lastWrongAt] = [wrong + 1, tries + 1, at];
      }
      at += minute;
    }
    expect(tries).toBe(mostWrong);
    expect(tries / 1_000_000).toBeLessThanOrEqual(1 / 50_000);
  });

  test('and numbers are few: five in an hour, ten in a day', () => {
    const sent = (count: number, apart: number) => Array.from({ length: count }, (_, at) => now - at * apart);
    expect([maySendNumber(sent(4, minute), now), maySendNumber(sent(5, minute), now)]).toEqual([true, false]);
    expect([maySendNumber(sent(9, 2 * hour), now), maySendNumber(sent(10, 2 * hour), now)]).toEqual([true, false]);
  });
});

test('an opened page closes when nobody looks at it for twenty minutes, and after two hours in any case', () => {
  expect(isOpenStill({ openedAt: now, seenAt: now }, now + 20 * minute - 1)).toBe(true);
  expect(isOpenStill({ openedAt: now, seenAt: now }, now + 20 * minute)).toBe(false);
  expect(isOpenStill({ openedAt: now, seenAt: now + 119 * minute }, now + 2 * hour)).toBe(false);
});

test('a page answers while the referral runs and ninety days after it, and at death not at all', () => {
  for (const stage of stages) {
    const ends: readonly string[] = endStages;
    const isOver = ends.includes(stage);
    expect(answersAt({ stage, endedAt: now }, now + 89 * day), stage).toBe(stage !== 'died');
    expect(answersAt({ stage, endedAt: now }, now + 90 * day), stage).toBe(stage !== 'died' && !isOver);
  }
});

test('every stage of a referral that goes on is one of seven steps, in their order', () => {
  for (const stage of stages) {
    const steps = stepsAt(stage);
    const besides = ['declined', 'referred_onward', 'cancelled', 'died'].includes(stage);
    expect(steps.filter(({ is }) => is === 'now').length, stage).toBe(besides || stage === 'completed' ? 0 : 1);
  }
  expect(stepsAt('completed').every(({ is }) => is === 'done')).toBe(true);
});

test('an hour is one moment with two clocks, where the centre lies in another zone', () => {
  const organisation = (place: string | null, country: string) => ({ names: {}, place, country });
  const [sender, receiver] = [organisation(null, 'KG'), organisation(null, 'JP')];
  expect([zoneOf(sender), zoneOf(receiver), zoneOf(organisation('nowhere', 'XX'))]).toEqual([
    'Asia/Bishkek',
    'Asia/Tokyo',
    'UTC',
  ]);
  const coming = comingOf({ arrival: '2026-12-01', until: null, time: '09:30:00' }, { sender, receiver });
  expect(coming?.at?.toISOString()).toBe('2026-12-01T00:30:00.000Z');
  expect(comingOf({ arrival: '2026-12-01', until: null, time: null }, { sender, receiver })?.at).toBeNull();
});

describe('who is told', () => {
  const all = new Set(['completeness', 'commission', 'follow_up'] as const);
  const cases = transitions.flatMap((line) =>
    line.from.map((from) => ({ act: line.act, from, stage: leadsTo(line, from, all), by: line.by[0] ?? 'sender' })),
  );

  test('never who has just acted, and after a death nobody', () => {
    for (const { act, stage, by } of cases) {
      const told = staffAfter({ act, stage, by, turn: ['sender', 'commission', 'receiver'] });
      expect(told, act).not.toContain(by);
    }
    for (const { act, by } of cases.filter(({ stage }) => stage === 'died'))
      expect([staffAfter({ act, stage: 'died', by, turn: ['sender'] }), patientAfter({ act, stage: 'died' })]).toEqual([
        [],
        null,
      ]);
  });

  test('of a stop that is asked for the receiver, and of the answer the sender, whosever turn it is', () => {
    expect(staffAfter({ act: 'requestStop', stage: 'in_treatment', by: 'sender', turn: [] })).toEqual(['receiver']);
    expect(staffAfter({ act: 'refuseStop', stage: 'in_treatment', by: 'receiver', turn: ['receiver'] })).toEqual([
      'sender',
    ]);
  });

  test('the patient, when there is a date, when something is needed, and when it goes on or ends', () => {
    expect(patientAfter({ act: 'schedule', stage: 'scheduled' })).toBe('date');
    expect(patientAfter({ act: 'returnForRevision', stage: 'returned' })).toBe('needed');
    for (const act of ['accept', 'decline', 'cancel', 'complete'] as const)
      expect(patientAfter({ act, stage: 'accepted' })).toBe('news');
    expect(patientAfter({ act: 'recordFraction', stage: 'in_treatment' })).toBeNull();
  });
});

describe('the words', () => {
  const texts = (locale: string): Record<string, string> =>
    JSON.parse(readFileSync(new URL(`../../public/case/messages/${locale}.json`, import.meta.url), 'utf8'));
  const keys = Object.keys(texts('en')).toSorted();
  /** Diseases and their parts in eight languages, as stems. */
  const diseases =
    /cancer|tumou?r|leuk|lymph|oncolog|h[ae]mato|cardi|proton|marrow|(?<!\p{L})рак[аиу]?(?!\p{L})|опухол|лейк|лимф|онколог|гемато|протон|костн|ісік|қатерлі|сүйек кем|жүрек|шишик|залалли|саратон|жүрөк|(?<!\p{L})암(?:\s|이|을)|종양|백혈병|심장|がん|癌|腫瘍|白血病|心臓|סרטן|גידול|לוקמיה|לב(?=\s)/iu;

  test.each(patientLocales)('are all there in %s, and none of them names a disease', (locale) => {
    const own = texts(locale);
    expect(Object.keys(own).toSorted()).toEqual(keys);
    for (const [key, text] of Object.entries(own)) {
      expect(text.trim(), key).not.toBe('');
      expect(diseases.test(text), `${key}: ${text}`).toBe(false);
    }
  });

  test.each(patientLocales)(
    'that are sent in %s carry the number of the referral and nothing else that was given',
    (locale) => {
      const t = translatorIn(locale);
      for (const notice of patientNotices) {
        const text = t(`case.sms.${notice}`, { number: 'Y-2026-0001' });
        expect(text).toContain('Y-2026-0001');
        expect(text.length).toBeLessThanOrEqual(120);
      }
      expect(t('case.sms.number', { number: '123456' })).toContain('123456');
    },
  );

  test('say in every language something of their own', () => {
    for (const key of keys.filter((each) => !/^case\.(brand|day|when|seen\.at)$/.test(each))) {
      const said = patientLocales.map((locale) => texts(locale)[key]);
      expect(new Set(said).size, key).toBeGreaterThan(4);
    }
  });
});
