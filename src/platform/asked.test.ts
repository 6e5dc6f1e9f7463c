import { createORPCClient } from '@orpc/client';
import type { AnyContractProcedure } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { expect, test } from 'vitest';
import { asked } from './asked.ts';
import { endpoint } from './endpoint.ts';

const contract = {
  list: endpoint.route({ method: 'GET', path: '/missions' }),
  one: endpoint.route({ method: 'GET', path: '/missions/{id}' }),
  make: endpoint.route({ method: 'POST', path: '/missions' }),
  end: endpoint.route({ method: 'POST', path: '/missions/{id}/end' }),
};
type Name = keyof typeof contract;
type Sent = { method: string; url: string; type: string; body: unknown };

const told = ([name, value]: [string, FormDataEntryValue]) =>
  typeof value === 'string' ? [name, value] : [name, value.name, value.type, value.size];

async function sentBy(request: Request): Promise<Sent> {
  const type = request.headers.get('content-type')?.replace(/;.*/s, '') ?? '';
  const body = type === 'multipart/form-data' ? [...(await request.formData())].map(told) : await request.text();
  return { method: request.method, url: request.url, type: body === '' ? '' : type, body };
}

/** What the library sends for the same. */
async function expected(name: Name, input?: object): Promise<Sent> {
  const sent: Promise<Sent>[] = [];
  const link = new OpenAPILink(contract, {
    url: 'http://house/api',
    fetch: async (request) => {
      sent.push(sentBy(request.clone()));
      return Response.json({});
    },
  });
  const client = createORPCClient<Record<Name, (input?: object) => Promise<unknown>>>(link);
  await client[name](input);
  return sent[0] ?? Promise.reject(new Error('nothing was sent'));
}

async function actual(name: Name, input?: object): Promise<Sent> {
  const { method, path, body } = asked((contract[name] as unknown as AnyContractProcedure)['~orpc'].route, input);
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  return sentBy(new Request(`http://house/api${path}`, { method, headers, ...(body && { body }) }));
}

const file = new File(['words'], 'page.txt', { type: 'text/plain' });
const cases: readonly [name: Name, input?: object][] = [
  ['list'],
  ['list', {}],
  ['list', { q: 'Ош & Алматы', page: 2, isOpen: false, from: undefined, until: null }],
  ['list', { states: ['open', 'late'], period: { from: '2025-01-01', days: [1, 2] }, none: [] }],
  ['one', { id: 'a/b c' }],
  ['one', { id: 'a', at: '2025-01-01' }],
  ['make'],
  ['make', {}],
  ['make', { names: { kk: 'Ат', ru: null }, lines: [{ n: 1 }, {}], left: undefined }],
  ['make', { name: 'one', file, tags: ['x', 'y'], names: { kk: 'Ат', en: undefined }, version: 3, isShared: true }],
  ['end', { id: 'a' }],
  ['end', { id: 'a', version: 1 }],
];

test.each(cases)('asks %s with %j as the library does', async (name, input) => {
  expect(await actual(name, input)).toEqual(await expected(name, input));
});
