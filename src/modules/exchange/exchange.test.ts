import { expect, test } from 'vitest';
import {
  followsFrom,
  healthAfter,
  inputsOf,
  isBehind,
  messagePause,
  peerPause,
  reasonIn,
  settledBy,
  taskIdOf,
} from './exchange.ts';
import { bundleOf, calledIn } from './outgoing.server.ts';
import type { Content, Names } from './told.server.ts';

test('a peer that is away is asked ever more rarely, and at least every ten minutes', () => {
  expect([1, 2, 3, 7, 8, 40].map(peerPause)).toEqual([5000, 10_000, 20_000, 320_000, 600_000, 600_000]);
  expect([1, 2, 8, 30].map(messagePause)).toEqual([30_000, 60_000, 3_600_000, 3_600_000]);
});

test.each([
  [{ failure: 'ECONNREFUSED' }, 'away', 'unreachable'],
  [{ failure: 'address-private' }, 'away', 'strange'],
  [{ status: 503, reason: null }, 'away', 'unreachable'],
  [{ status: 200, reason: null }, 'done', 'answers'],
  [{ status: 409, reason: null }, 'again', 'answers'],
  [{ status: 429, reason: null }, 'again', 'answers'],
  [{ status: 500, reason: null }, 'again', 'strange'],
  [{ status: 401, reason: null }, 'refused', 'refuses'],
  [{ status: 422, reason: 'no-seat' }, 'refused', 'answers'],
  [{ status: 413, reason: null }, 'refused', 'answers'],
] as const)('after %j a message is %s and its peer is %s', (answered, is, health) => {
  expect([followsFrom(answered).is, healthAfter(answered)]).toEqual([is, health]);
});

test('of what was refused, that is settled which is there already or came too late; the rest somebody looks at', () => {
  const impossible = 'referral-act-impossible';
  expect(settledBy(impossible, { leadsTo: 'accepted', there: 'accepted' })).toBe('delivered');
  expect(settledBy(impossible, { leadsTo: 'accepted', there: 'cancelled' })).toBe('overtaken');
  expect(settledBy(impossible, { leadsTo: 'accepted', there: 'in_treatment' })).toBe('dead');
  expect(settledBy('no-seat', { leadsTo: 'accepted', there: 'cancelled' })).toBe('dead');
  expect(settledBy(impossible, { leadsTo: 'accepted', there: null })).toBe('dead');
});

test('a step at home is behind a referral that lies before the board there, where the path there has fewer', () => {
  expect([isBehind('check', 'board'), isBehind('check', 'completeness'), isBehind('accept', 'board')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('of a refusal its code is kept and never its words', () => {
  expect(reasonIn('papers-missing passport')).toBe('papers-missing');
  expect(reasonIn('Айгүл Үлгі is not known')).toBeNull();
  expect(reasonIn('There is no such referral')).toBeNull();
  expect(reasonIn(undefined)).toBeNull();
});

test('what an act carries becomes names with points', () => {
  const does = {
    act: 'accept',
    reasons: { kk: 'Иә' },
    brought: { tally: { for: 3 }, eligible: 4 },
    condition: undefined,
  };
  expect(inputsOf(does)).toEqual([
    ['reasons.kk', 'Иә'],
    ['brought.tally.for', 3],
    ['brought.eligible', 4],
  ]);
});

const names: Names = {
  base: 'https://kg.example/fhir/R4',
  message: '01a20473-0000-7000-8000-000000000001',
  referral: '01a20473-0000-7000-8000-000000000002',
  patient: '01a20473-0000-7000-8000-000000000003',
  act: 'submit',
  their: { request: null, patient: null },
  quota: 'KG-KZ-2026',
  organisations: { receiver: '01a20473-0000-7000-8000-000000000004', commission: null },
};
const told: NonNullable<Content['told']> = {
  priority: 'urgent',
  identity: {
    names: [{ family: 'Үлгі', given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }],
    identifiers: [],
    birthDate: '2015-03-04',
    sex: 'female',
    phone: null,
    address: null,
    languages: ['kk'],
    representatives: [],
    deceased: null,
  },
  consents: [
    {
      id: '01a20473-0000-7000-8000-000000000005',
      entry: '01a20473-0000-7000-8000-000000000006',
      of: 'receiver',
      givenOn: '2026-11-20',
      from: null,
      until: null,
      text: { title: 'Келісім', wording: 'Келісемін.', language: 'kk' },
    },
  ],
};

test('a submission is one transaction in which every resource comes with a condition, so that twice sent is once there', () => {
  const content: Content = { does: { act: 'submit', consent: 'x' }, leadsTo: 'submitted', told };
  const { type, entry = [] } = bundleOf(names, content);
  expect(type).toBe('transaction');
  expect(entry.map(({ resource }) => resource?.resourceType)).toEqual(['Patient', 'Consent', 'ServiceRequest', 'Task']);
  for (const { request } of entry)
    expect(request).toMatchObject({ method: 'POST', ifNoneExist: expect.stringMatching(/^identifier=/) });
  expect(new Set(entry.map(({ request }) => request?.ifNoneExist)).size).toBe(4);
  const task = entry.at(-1)?.resource;
  expect(task).toMatchObject({
    focus: { reference: `urn:uuid:${names.referral}` },
    input: [{ valueReference: { reference: `urn:uuid:${told.consents[0]?.entry}` } }],
  });
  expect(bundleOf(names, { ...content, isOpening: true }).entry?.length).toBe(3);
});

test('a cancellation is sent as an abort, which asks to stop where the treatment has begun', () => {
  const their = { request: '01a20473-0000-7000-8000-00000000000a', patient: '01a20473-0000-7000-8000-00000000000b' };
  const { entry = [] } = bundleOf(
    { ...names, act: 'cancel', their },
    { does: { act: 'cancel', reason: 'other' }, leadsTo: 'cancelled' },
  );
  expect(entry[0]?.resource).toMatchObject({
    resourceType: 'Task',
    code: { coding: [{ code: 'abort' }] },
    focus: { reference: `ServiceRequest/${their.request}` },
    for: { reference: `Patient/${their.patient}` },
  });
});

test('what the peer calls a request is read from the locations of its answer', () => {
  const entry = ['Patient/p/_history/1', 'ServiceRequest/r/_history/1'].map((place) => ({
    response: { status: '201', location: `https://kz.example/fhir/R4/${place}` },
  }));
  expect(calledIn({ resourceType: 'Bundle', type: 'transaction-response', entry })).toEqual({
    request: 'r',
    patient: 'p',
  });
  expect(taskIdOf('01a20473-0000-7000-8000-000000000002')).toBe('01a20473-0000-9000-8000-000000000002');
});
