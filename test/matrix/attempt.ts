import { randomUUID } from 'node:crypto';
import type { Asking } from './actors.ts';
import type { Endpoint } from './endpoints.ts';
import type { Bundle } from './records.ts';
import { sampleOf } from './sample.ts';
import type { MatrixWorld } from './world.ts';
import { inputs } from './inputs.ts';

/** What came of an attempt, by its status and its problem. */
export type Outcome =
  | 'done'
  | 'declined'
  | 'sign-in'
  | 'forbidden'
  | 'step-up'
  | 'unseen'
  | 'not-yours'
  | `fault ${string}`;

/** Refusals that say: it is there, you see it, and it is not yours to do this with. */
const notYours: readonly string[] = [
  'not-own-side',
  'not-yours-to-change',
  'not-your-part',
  'may-not-publish',
  'side-may-not-publish',
  'not-a-partner',
  'same-person',
];

type Answer = { statusCode: number; body: string; headers: Record<string, unknown> };

export function outcomeOf({ statusCode, body }: Answer, endpoint: Endpoint): Outcome {
  if (statusCode < 300) return 'done';
  const { type = '' } = JSON.parse(body) as { type?: string };
  const problem = type.replace('/problems/', '');
  if (statusCode === 401 && problem === 'sign-in-first') return 'sign-in';
  if (statusCode === 403 && problem === 'forbidden') return 'forbidden';
  if (statusCode === 403 && problem === 'step-up-first') return 'step-up';
  if (statusCode === 404 && problem === 'not-found') return 'unseen';
  if (statusCode === 403 && notYours.includes(problem)) return 'not-yours';
  if (statusCode < 500 && endpoint.problems.includes(problem)) return 'declined';
  return `fault ${statusCode} ${problem}`;
}

/** What fields mean, by name: ids of the records that the attempt is about. */
const knownOf = (bundle: Bundle) => ({
  ...bundle,
  of: bundle['commitment'],
  text: 'сөз',
  slug: bundle['partnership'],
  on: '2020-12-23',
  trueOn: '2020-12-23',
  term: '2021',
  day: '2020-12-23',
});

export type Prepared = { url: string; payload: object | Buffer | undefined; headers: Record<string, string> };

/** A valid request to an endpoint about a bundle of records, as far as its schema and the table of inputs know. */
export function requestTo(endpoint: Endpoint, bundle: Bundle, subject: string | null): Prepared {
  const input = inputs[endpoint.name]?.(bundle) ?? {};
  const known = knownOf(bundle);
  const url = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(
      String(
        input.path?.[name] ??
          (subject && name !== 'slug'
            ? bundle[subject]
            : (known as Record<string, unknown>)[name === 'slug' ? 'partnership' : name]),
      ),
    ),
  );
  const query = new URLSearchParams(input.query ?? {}).toString();
  const prepared = { url: `${url}${query && `?${query}`}`, payload: undefined, headers: {} };
  if (endpoint.method === 'GET') return prepared;
  if (input.form) return { ...prepared, ...multipart(input.form) };
  const schema = endpoint.body['application/json'] ?? Object.values(endpoint.body)[0] ?? {};
  const sample = sampleOf(schema, known) as object;
  return { ...prepared, payload: { ...sample, ...input.body } };
}

/** A form with fields and files. */
export function multipart(form: Readonly<Record<string, string | { file: string; name: string; type: string }>>) {
  const boundary = `b${randomUUID()}`;
  const parts = Object.entries(form).map(([name, value]) => {
    const isText = typeof value === 'string';
    const disposition = `content-disposition: form-data; name="${name}"${isText ? '' : `; filename="${value.name}"`}`;
    return `--${boundary}\r\n${disposition}\r\n${isText ? '' : `content-type: ${value.type}\r\n`}\r\n${isText ? value : value.file}\r\n`;
  });
  return {
    payload: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

export async function attempt(
  { world }: Pick<MatrixWorld, 'world'>,
  asking: Pick<Asking, 'headers'>,
  endpoint: Endpoint,
  prepared: Prepared,
): Promise<Answer> {
  const { url, payload, headers } = prepared;
  return world.app.inject({
    method: endpoint.method,
    url: `/api${url}`,
    headers: { ...asking.headers, ...headers, 'idempotency-key': randomUUID() },
    ...(payload && { payload }),
  });
}
