import { Refusal, refuse } from './outcome.ts';
import { isSummary, type Summary } from './summary.ts';
import type { Interaction, Route, RouteTable } from './table.ts';

/** What a request asks for, by the route table. Pure. */
export type Asked = {
  method: string;
  /** Of the path behind the base. */
  segments: readonly string[];
  parameters: readonly (readonly [string, string])[];
  /** The body of a search by POST. */
  form: string;
  contentType: string;
};
type Scopes = readonly (readonly [type: string, act: 'r' | 's'])[];
export type Act = { route: Route; scopes: Scopes } & (
  | { interaction: 'read'; id: string; summary: Summary }
  | { interaction: 'search-type'; parameters: readonly (readonly [string, string])[] }
);

const reads: readonly string[] = ['GET', 'HEAD'];

function notDeclared(allow: string, what: string): Refusal {
  return new Refusal({
    status: 405,
    code: 'not-supported',
    diagnostics: `${what} is not served. See the CapabilityStatement at metadata.`,
    headers: { allow },
  });
}

const declared = (route: Route, interaction: Interaction): boolean => route.interactions.includes(interaction);

/** The parameters of a search by POST stand in its address and in its body. */
function ofForm({ contentType, form, parameters }: Asked): (readonly [string, string])[] {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType) && form !== '')
    throw refuse(415, 'not-supported', 'The parameters of a search are sent as application/x-www-form-urlencoded.');
  return [...parameters, ...new URLSearchParams(form)];
}

const searching = (route: Route, parameters: readonly (readonly [string, string])[]): Act => ({
  route,
  interaction: 'search-type',
  parameters,
  scopes: [[route.type, 's']],
});

/** A read is shaped by `_format` and `_summary`, and by nothing else. */
function summaryOfRead(parameters: Asked['parameters']): Summary {
  let summary: Summary = 'false';
  for (const [name, text] of parameters) {
    if (name === '_format') continue;
    if (name !== '_summary')
      throw refuse(400, 'not-supported', `The parameter “${name.slice(0, 60)}” is not served for a read.`);
    if (!isSummary(text)) throw refuse(400, 'value', 'Of _summary a read has true, text, data and false.');
    summary = text;
  }
  return summary;
}

/** @throws a Refusal for what the table does not declare */
export function actOf(asked: Asked, table: RouteTable): Act | 'capabilities' {
  const { method, segments, parameters } = asked;
  const [type = '', id, ...more] = segments;
  const isRead = reads.includes(method);
  if (type === 'metadata' && id === undefined) {
    if (!isRead) throw notDeclared('GET, HEAD', `${method} of metadata`);
    return 'capabilities';
  }
  if (type === '' || type.startsWith('_') || type.startsWith('$'))
    throw notDeclared('GET, HEAD', `${method} of ${type === '' ? 'the whole system' : type.slice(0, 60)}`);
  const route = Object.hasOwn(table, type) ? table[type] : undefined;
  if (!route) throw refuse(404, 'not-supported', `The resource type “${type.slice(0, 60)}” is not served.`);
  if (id === undefined && isRead && declared(route, 'search-type')) return searching(route, parameters);
  if (id === '_search' && more.length === 0 && method === 'POST' && declared(route, 'search-type'))
    return searching(route, ofForm(asked));
  const isId = id !== undefined && !id.startsWith('_') && !id.startsWith('$') && more.length === 0;
  if (isId && isRead && declared(route, 'read')) {
    return { route, interaction: 'read', id, summary: summaryOfRead(parameters), scopes: [[type, 'r']] };
  }
  throw notDeclared(id === '_search' ? 'POST' : 'GET, HEAD', `${method} of ${segments.join('/').slice(0, 80)}`);
}
