import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { fhirScopes, fhirTypes } from '../src/permissions.ts';
import type { Someone, World } from './world.ts';

/** Another system: a token of an organisation, and the calls that it makes. */

type Headers = Record<string, string>;
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** All that a token may hold of FHIR: of each type the longest scope there is. */
const everything = fhirTypes.map((type) =>
  fhirScopes
    .filter((scope) => scope.startsWith(`system/${type}.`))
    .reduce((longest, each) => (each.length > longest.length ? each : longest)),
);

/** @param administrator somebody clinical, in whose organisation the token is made */
export async function fhirClient(world: World, administrator: Someone, scopes: readonly string[] = everything) {
  const made = await world.as(administrator).post('/access/tokens', {
    purpose: 'Hospital system',
    scopes,
    until,
    requestsPerMinute: 6000,
  });
  if (made.statusCode !== 201) throw new Error(made.body);
  const { secret } = made.json<{ secret: string }>();
  const call = (method: Method, path: string, body?: object | string | Buffer, headers: Headers = {}) =>
    world.app.inject({
      method,
      url: path.startsWith('http') ? path.slice(path.indexOf('/fhir/')) : `/fhir/R4/${path}`,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body !== undefined && { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    });
  const get = async <R extends Resource = Bundle>(path: string): Promise<R> => {
    const reply = await call('GET', path);
    if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${reply.body}`);
    return reply.json<R>();
  };
  /** A new resource, as it came back. */
  const create = async <R extends Resource>(resource: object, headers: Headers = {}): Promise<R & { id: string }> => {
    const { resourceType } = resource as Resource;
    const reply = await call('POST', resourceType, resource, headers);
    if (reply.statusCode !== 201 && reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`);
    return reply.json<R & { id: string }>();
  };
  /** The ids that a search matches, in its order. */
  const ids = async (path: string): Promise<string[]> =>
    ((await get(path)).entry ?? []).flatMap(({ resource, search }) =>
      search?.mode === 'match' ? (resource?.id ?? '') : [],
    );
  /** Status, code and place of what is refused. */
  const refusal = async (method: Method, path: string, body?: object | string, headers: Headers = {}) => {
    const reply = await call(method, path, body, headers);
    const [issue] = reply.json<OperationOutcome>().issue ?? [];
    return [reply.statusCode, issue?.code, ...(issue?.expression ?? [])];
  };
  return { secret, call, get, create, ids, refusal };
}
