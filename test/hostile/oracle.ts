import { hostileMark } from './payloads.ts';

type Answer = { statusCode: number; body: string; headers: Record<string, unknown> };

/** What an answer may never hold: the inside of the program, of the machine or of the database. */
const inside =
  /node_modules|\bat [\w.<>]+ \(|\.ts:\d+|\/work\/|\/tmp\/|\/home\/|PostgresError|syntax error at|violates|relation "|column "|yntymaq_app|pg_catalog|ECONNREFUSED|ORPCError|ZodError|TypeError|undefined is not|stack/;

/** The same in a page, whose markup has words of its own. */
const insideOfPage =
  /node_modules|\bat [\w.<>]+ \(|\.ts:\d+|\/work\/|\/tmp\/|PostgresError|syntax error at|yntymaq_app|pg_catalog|TypeError/;

/**
 * Why an answer is not one that a hostile request may get, or null: no fault of ours, a problem document for every refusal,
 * nothing of what was sent in it, nothing of the inside, every safety header.
 */
export function whyWrong({ statusCode, body, headers }: Answer): string | null {
  if (statusCode >= 500) return `status ${statusCode}: ${body.slice(0, 200)}`;
  if (headers['x-content-type-options'] !== 'nosniff') return 'no safety headers';
  if (headers['x-powered-by'] !== undefined || headers['server'] !== undefined) return 'says what it runs on';
  if (statusCode < 400) return null;
  const type = typeof headers['content-type'] === 'string' ? headers['content-type'] : '';
  if (type.startsWith('text/html'))
    return insideOfPage.test(body) ? `page with the inside: ${body.slice(0, 200)}` : null;
  if (!type.startsWith('application/problem+json')) return `refusal as ${type}`;
  if (inside.test(body)) return `inside: ${body.slice(0, 300)}`;
  if (body.includes(hostileMark)) return `echo: ${body.slice(0, 300)}`;
  const document = JSON.parse(body) as Record<string, unknown>;
  const known = ['type', 'title', 'status', 'errors'];
  const strange = Object.keys(document).filter((key) => !known.includes(key));
  return strange.length > 0 || document['status'] !== statusCode
    ? `not a problem document: ${body.slice(0, 200)}`
    : null;
}
