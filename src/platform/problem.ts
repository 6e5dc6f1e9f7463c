import { ORPCError } from '@orpc/server';

const statusOf = {
  'sign-in-first': 401,
  forbidden: 403,
  'step-up-first': 403,
  'bad-origin': 403,
  'not-found': 404,
  'key-missing': 400,
  'key-reused': 422,
  'invalid-input': 400,
  'too-large': 413,
  'unsupported-media': 415,
  'too-many-requests': 429,
  stale: 409,
  failed: 500,
  unavailable: 503,
} as const;
export type PlatformProblem = keyof typeof statusOf;
export const platformProblems = Object.keys(statusOf) as PlatformProblem[];

/** What the platform itself refuses. A module's own refusals are the `errors` of its contract. */
export const problem = (name: PlatformProblem): ORPCError<string, unknown> =>
  new ORPCError(name, { status: statusOf[name] });

type Issue = { path?: readonly (string | number)[]; code?: string };
/** An error as oRPC, Fastify or Postgres words it; one that none of them knows is our fault. */
export type Failure = { code?: string; status?: number; statusCode?: number; data?: unknown };
type FieldError = { field: string; code: string; title: string };
export type ProblemDocument = { type: string; title: string; status: number; errors?: FieldError[] };

/** What Postgres refuses because of what it was given, or because it is not there. */
const byDatabaseCode: Record<string, PlatformProblem> = {
  '22021': 'invalid-input', // a NUL in a text
  '22P05': 'invalid-input', // the same, in JSON
  '42501': 'forbidden', // the row policies and rights of the database, which ask again what an endpoint asks
  '22003': 'invalid-input', // a number too large for its column
  '40001': 'stale',
  '40P01': 'stale',
  '57P01': 'unavailable',
  '57P03': 'unavailable',
  '53300': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EPIPE: 'unavailable', // written to a connection that the other side has just closed
  ETIMEDOUT: 'unavailable',
  ENOENT: 'unavailable',
};
const byHttpStatus: Record<number, PlatformProblem> = {
  400: 'invalid-input',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'too-many-requests',
};
/** What oRPC itself says, in its own words. */
const byOrpcCode: Record<string, PlatformProblem> = {
  BAD_REQUEST: 'invalid-input',
  NOT_FOUND: 'not-found',
  PAYLOAD_TOO_LARGE: 'too-large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported-media',
};

/** The stable name and the HTTP status of whatever went wrong. */
export function nameOf(failure: Failure): { name: string; status: number } {
  const { code = '', status } = failure;
  const known = byDatabaseCode[code] ?? byOrpcCode[code] ?? (isLost(failure) ? 'unavailable' : undefined);
  if (known) return { name: known, status: statusOf[known] };
  if (status !== undefined && (status < 500 || code in statusOf)) return { name: code, status };
  const fromHttp = byHttpStatus[failure.statusCode ?? 0] ?? 'failed';
  return { name: fromHttp, status: statusOf[fromHttp] };
}

const isLost = (failure: Failure): boolean =>
  failure instanceof Error &&
  /Connection terminated|not queryable|Client was closed|timeout exceeded when trying to connect/.test(failure.message);

/** RFC 9457. `type` is for programs and never changes, `title` is for people, `errors` names the fields at fault. */
export function problemDocument(failure: Failure, titleOf: (key: string) => string): ProblemDocument {
  const { name, status } = nameOf(failure);
  const issues = (failure.data as { issues?: readonly Issue[] } | undefined)?.issues;
  const errors = issues?.map(({ path = [], code = 'custom' }) => ({
    field: `/${path.map(String).join('/')}`,
    code,
    title: titleOf(`problem.field.${code}`),
  }));
  return { type: `/problems/${name}`, title: titleOf(`problem.${name}`), status, ...(errors && { errors }) };
}
