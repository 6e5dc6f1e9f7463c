import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from './cursor.ts';
import { actOf } from './dispatch.ts';
import { hasVersion, isLenient, negotiate } from './negotiate.ts';
import { Refusal } from './outcome.ts';
import { appointmentOf } from './resources/appointment.ts';
import { slotEnd } from './resources/common.ts';
import { conditionsOf } from './resources/condition.ts';
import { patientOf } from './resources/patient.ts';
import { served } from './served.ts';
import { dateValue, referenceValue, split, tokenValue, unescaped } from './values.ts';

const now = new Date('2026-12-11T00:00:00Z');

test.each([
  ['2026', '2026-01-01T00:00:00.000', '2027-01-01T00:00:00.000'],
  ['2024-02', '2024-02-01T00:00:00.000', '2024-03-01T00:00:00.000'],
  ['2024-02-29', '2024-02-29T00:00:00.000', '2024-03-01T00:00:00.000'],
  ['2026-12-01T10:00', '2026-12-01T10:00:00.000', '2026-12-01T10:01:00.000'],
  ['2026-12-01T10:00:00+05:00', '2026-12-01T05:00:00.000Z', '2026-12-01T05:00:01.000Z'],
  ['2026-12-01T10:00:00 05:00', '2026-12-01T05:00:00.000Z', '2026-12-01T05:00:01.000Z'],
  ['2026-12-01T10:00:00.5Z', '2026-12-01T10:00:00.500Z', '2026-12-01T10:00:00.501Z'],
  ['ap2026-12-01', '2026-11-30T00:00:00.000', '2026-12-03T00:00:00.000'],
])('%s names the stretch from %s until %s', (text, from, until) => {
  expect(dateValue(text, now)).toMatchObject({ from, until, isLocal: !until.endsWith('Z') });
});

test('whatever is written as a date is understood or refused', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^(?:gt|ap|eq)?\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/));
  fc.assert(
    fc.property(text, (written) => {
      try {
        const { from, until } = dateValue(written, now);
        return from < until;
      } catch (error) {
        return error instanceof Refusal && error.said.status === 400;
      }
    }),
  );
});

test('values are split where they are not escaped, and come back as they were meant', () => {
  expect(split('a\\,b,c', ',').map(unescaped)).toEqual(['a,b', 'c']);
  const escaped = (text: string) => text.replaceAll(/[\\,|$]/g, '\\$&');
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
      expect(split(values.map(escaped).join(','), ',').map(unescaped)).toEqual(values);
    }),
  );
});

test('a token may name its system, no system, or any; a reference its type', () => {
  expect(['a', 's|a', '|a', 's|'].map(tokenValue)).toEqual([
    { system: undefined, code: 'a' },
    { system: 's', code: 'a' },
    { system: '', code: 'a' },
    { system: 's', code: '' },
  ]);
  const base = 'https://here.example/fhir/R4';
  expect(['1', 'Patient/1', `${base}/Patient/1`].map((text) => referenceValue(text, base))).toEqual([
    { type: null, id: '1' },
    { type: 'Patient', id: '1' },
    { type: 'Patient', id: '1' },
  ]);
  expect(referenceValue('https://elsewhere.example/Patient/1', base)).toEqual({
    type: null,
    id: 'https://elsewhere.example/Patient/1',
    isElsewhere: true,
  });
  expect(() => referenceValue('Patient/1/2', base)).toThrow(Refusal);
});

test('a cursor gives back its place, and only for its own search', () => {
  const seal = (text: string) => Buffer.from(text).toString('hex').padEnd(64, '0').slice(-64);
  fc.assert(
    fc.property(fc.array(fc.string()), fc.nat(), (keys, skip) => {
      expect(placeOf(cursorOf({ keys, skip }, 'one', seal), 'one', seal)).toEqual({ keys, skip });
    }),
  );
  expect(() => placeOf(cursorOf({ keys: [], skip: 0 }, 'one', seal), 'another', seal)).toThrow(Refusal);
});

test('JSON is what is served, and what is refused with q=0 is not wanted', () => {
  for (const accept of [undefined, '*/*', 'application/fhir+json', 'application/xml, application/json;q=0.1'])
    expect(() => negotiate(accept, null), accept).not.toThrow();
  for (const accept of ['application/json;q=0', 'text/html', 'application/fhir+json;fhirVersion=3.0'])
    expect(() => negotiate(accept, null), accept).toThrow(Refusal);
  expect(
    ['handling=lenient', 'handling=strict', undefined, 'return=minimal; handling="lenient"'].map(isLenient),
  ).toEqual([true, false, false, true]);
  expect([hasVersion('W/"1", W/"12"', '12'), hasVersion('W/"1"', '12'), hasVersion(undefined, '1')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('whatever the method and the path, a request is one that the table declares, or refused', () => {
  const segment = fc.oneof(
    fc.string(),
    fc.constantFrom('Patient', 'Slot', '_search', '_history', 'metadata', '$everything', '__proto__'),
  );
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  fc.assert(
    fc.property(methods, fc.array(segment, { maxLength: 4 }), (method, segments) => {
      const asked = { method, segments, parameters: [], form: '', contentType: '' };
      try {
        const act = actOf(asked, served);
        if (act === 'capabilities') return segments[0] === 'metadata' && ['GET', 'HEAD'].includes(method);
        if (act === 'bundle') return method === 'POST' && (segments[0] ?? '') === '';
        return act.route.interactions.includes(act.interaction);
      } catch (error) {
        return error instanceof Refusal && [404, 405].includes(error.said.status);
      }
    }),
  );
});

test('a place is given whole five minutes, at least one and never beyond its session', () => {
  const starts = new Date('2026-12-01T04:00:00Z');
  const minutes = (perHour: number, until: string | null) =>
    (slotEnd({ starts, ends: until === null ? null : new Date(until), perHour }).getTime() - starts.getTime()) / 60_000;
  expect([minutes(7, null), minutes(60, null), minutes(1, null), minutes(4, '2026-12-01T04:10:00Z')]).toEqual([
    5, 5, 60, 10,
  ]);
});

const row = { id: 'e1', is_demo: false, version: 1, changed_at: now };

test('who waits has an appointment without a time, and who was erased one without a name', () => {
  const waiting = {
    ...row,
    specialty: 'surgery',
    state: 'waiting',
    starts_at: null,
    ends_at: null,
    capacity_per_hour: null,
    slot_id: null,
    number: null,
    booked_at: now,
  } as const;
  const appointment = appointmentOf(waiting, null);
  expect(appointment).toMatchObject({ status: 'waitlist', participant: [{ status: 'tentative' }] });
  for (const key of ['start', 'end', 'contained', 'slot']) expect(appointment).not.toHaveProperty(key);
});

test('a diagnosis that was replaced, or says nothing, is no Condition; one in words has no code', () => {
  const note = (id: string, value: unknown, isReplaced = false) => ({
    id,
    by: 'x',
    device: null,
    at: '2026-12-01',
    value,
    isReplaced,
  });
  const diagnosis = [
    note('0196c2f0-0000-7000-8000-00000000a001', { code: null, text: 'Гонартроз' }),
    note('0196c2f0-0000-7000-8000-00000000a002', { code: 'M17', text: '' }, true),
    note('0196c2f0-0000-7000-8000-00000000a003', { code: null, text: ' ' }),
    note('0196c2f0-0000-7000-8000-00000000a004', 'words'),
  ];
  const seen = {
    specialty: 'surgery',
    subject_id: 's',
    clinician_id: null,
    referral_id: null,
    kind: null,
    fraction: null,
    clinician_person: null,
    owner_organisation: 'o',
    opened_at: now,
    signed_at: null,
    room: null,
  };
  const content = { person: {}, parts: { diagnosis }, photos: [], signatures: [] };
  const conditions = conditionsOf({ ...row, ...seen, state: 'in_progress' }, content);
  expect(conditions.map(({ id, code }) => [id, code])).toEqual([['e1.00000000a001', { text: 'Гонартроз' }]]);
  expect(conditions[0]?.verificationStatus?.coding?.[0]?.code).toBe('unconfirmed');
  expect(conditionsOf({ ...row, ...seen, state: 'finished' }, null)).toEqual([]);
});

test('of a name that was heard in two ways both are told, and a year of birth that is none is left out', () => {
  const person = { name: ['Айгүл', 'Айгуль'], birthYear: ['86'] };
  const patient = patientOf({ ...row, sex: 'unknown' }, { person, parts: {}, photos: [], signatures: [] });
  expect(patient.name).toEqual([{ text: 'Айгүл' }, { text: 'Айгуль' }]);
  expect(patient).not.toHaveProperty('birthDate');
});
