import type { Subscription } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { sha256 } from '../../platform/hash.ts';
import { criteriaOf, meets } from './criteria.ts';
import { Refusal } from './outcome.ts';
import { searchOf } from './parameters.ts';
import { served } from './served.ts';
import { headersOf, statusFor } from './subscription.ts';

const base = 'https://a.example/fhir/R4';
const now = new Date('2026-11-21T09:00:00Z');
const hash = (text: string): bigint => BigInt.asIntN(64, BigInt(`0x${sha256(text).slice(0, 16)}`));
const task = {
  resourceType: 'Task',
  id: '0192f0c4-0000-7000-8000-000000000001',
  identifier: [{ system: 'urn:x', value: 'T-1' }],
  status: 'accepted',
  owner: { reference: 'Organization/o1' },
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20T10:00:00Z',
  meta: { lastUpdated: '2026-11-21T08:00:00Z' },
};
const organization = { resourceType: 'Organization', id: 'x', name: 'Протон орталығы', active: true };

test.each([
  ['Task', task, true],
  ['Task?status=accepted', task, true],
  ['Task?status=requested,accepted&owner=Organization/o1', task, true],
  [`Task?owner=${base}/Organization/o1`, task, true],
  ['Task?status=requested', task, false],
  ['Task?identifier=urn:x|T-1', task, true],
  ['Task?identifier=urn:y|T-1', task, false],
  ['Task?authored-on=ge2026-11-20&authored-on=lt2026-11-21', task, true],
  ['Task?authored-on=gt2026-11-21', task, false],
  ['Task?_lastUpdated=2026-11-21', task, true],
  ['Task?requester:missing=true&owner:missing=false', task, true],
  ['Task?authored-on:missing=true', task, false],
  [`Task?_id=${task.id}`, task, true],
  ['Task?_id=another', task, false],
  ['Organization?name=протон', organization, true],
  ['Organization?name:contains=ТАЛЫ', organization, true],
  ['Organization?name:exact=Протон', organization, false],
  ['Organization?name:exact=Протон орталығы', organization, true],
])('%s is met as a search would find it', (criteria, resource, is) => {
  expect(meets(criteriaOf(criteria, { table: served, base, now }), resource, { hash, base })).toBe(is);
});

const refusedBy = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.said.status} ${error.said.diagnostics}`;
    throw error;
  }
  return 'accepted';
};

test.each([
  ['subject.name', 'x', 'subject.name'],
  ['subject:Patient.name', 'x', 'Patient.name'],
  ['_has:Observation:patient:code', '1', '_has'],
  ['_include:iterate', 'Task:focus', ':iterate'],
  ['_filter', 'status eq x', '_filter'],
])('%s, which is not served, is refused by its name', (name, text, said) => {
  const route = served['Task'];
  if (!route) throw new Error('no Task');
  const asked = { route, table: served, base, now, isLenient: false };
  expect(refusedBy(() => searchOf([[name, text]], asked))).toMatch(/^400 .*not served/);
  expect(refusedBy(() => searchOf([[name, text]], asked))).toContain(said);
});

const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'r',
  criteria: 'Task',
  channel: { type: 'rest-hook', endpoint: 'https://b.example/hook', header: ['Authorization: Bearer x', 'X-A:  b '] },
  ...more,
});

test('what the server found out of a subscription stays, until something else is wanted', () => {
  const active = subscription({ status: 'active' });
  const asked = { isNear: false, now, before: active };
  expect(statusFor(active, asked)).toBe('active');
  expect(statusFor({ ...active, criteria: 'Task?status=accepted' }, asked)).toBe('requested');
  expect(statusFor(subscription(), asked)).toBe('requested');
  expect(statusFor(subscription({ status: 'off' }), asked)).toBe('off');
  expect(refusedBy(() => statusFor(subscription({ status: 'error' }), asked))).toMatch(/^422/);
});

test('headers are sent as they were written, and nothing else of a request can be set by them', () => {
  expect(headersOf(subscription())).toEqual({ Authorization: 'Bearer x', 'X-A': 'b' });
  for (const header of ['Host: x', 'no colon', 'A: b\r\nC: d', 'Proxy-Authorization: x', 'Content-Length: 9']) {
    const channel = { ...subscription().channel, header: [header] };
    expect(refusedBy(() => statusFor(subscription({ channel }), { isNear: false, now, before: null }))).toMatch(/^422/);
  }
});
