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
type Parameters = Asked['parameters'];
export type Act =
  | { interaction: 'read'; route: Route; id: string; summary: Summary }
  | { interaction: 'vread'; route: Route; id: string; version: string }
  | { interaction: 'history-instance'; route: Route; id: string; parameters: Parameters }
  | { interaction: 'search-type'; route: Route; parameters: Parameters }
  | { interaction: 'create'; route: Route }
  | { interaction: 'update' | 'delete'; route: Route; id: string };

const reads: readonly string[] = ['GET', 'HEAD'];

const methodOf: Readonly<Record<Interaction, string>> = {
  read: 'GET, HEAD',
  vread: 'GET, HEAD',
  'history-instance': 'GET, HEAD',
  'search-type': 'GET, HEAD',
  create: 'POST',
  update: 'PUT',
  delete: 'DELETE',
};

function notDeclared(allow: string, what: string): Refusal {
  return new Refusal({
    status: 405,
    code: 'not-supported',
    diagnostics: `${what} is not served. See the CapabilityStatement at metadata.`,
    headers: { allow },
  });
}

/** The parameters of a search by POST stand in its address and in its body. */
function ofForm({ contentType, form, parameters }: Asked): (readonly [string, string])[] {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType) && form !== '')
    throw refuse(415, 'not-supported', 'The parameters of a search are sent as application/x-www-form-urlencoded.');
  return [...parameters, ...new URLSearchParams(form)];
}

/** A read is shaped by `_format` and `_summary`, and by nothing else. */
function summaryOfRead(parameters: Parameters): Summary {
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

/** Nothing but `_format` shapes these. */
function noParameters(parameters: Parameters): void {
  const [name] = parameters.find(([each]) => each !== '_format') ?? [];
  if (name !== undefined)
    throw refuse(
      400,
      'not-supported',
      `The parameter “${name.slice(0, 60)}” is not served here: conditions stand in headers.`,
    );
}

const isName = (part: string): boolean => !part.startsWith('_') && !part.startsWith('$');

/** What may be at this place of a type, by method. */
function actsAt(route: Route, asked: Asked): Act[] {
  const { method, segments, parameters } = asked;
  const [, id, history, version, ...more] = segments;
  const isRead = reads.includes(method);
  if (id === undefined)
    return [
      ...(isRead ? [{ interaction: 'search-type', route, parameters } as const] : []),
      ...(method === 'POST' ? [{ interaction: 'create', route } as const] : []),
    ];
  if (id === '_search' && history === undefined)
    return method === 'POST' ? [{ interaction: 'search-type', route, parameters: ofForm(asked) }] : [];
  if (!isName(id) || more.length > 0) return [];
  if (history === undefined)
    return [
      ...(isRead ? [{ interaction: 'read', route, id, summary: 'false' } as const] : []),
      ...(method === 'PUT' ? [{ interaction: 'update', route, id } as const] : []),
      ...(method === 'DELETE' ? [{ interaction: 'delete', route, id } as const] : []),
    ];
  if (history !== '_history' || !isRead) return [];
  if (version === undefined) return [{ interaction: 'history-instance', route, id, parameters }];
  return [{ interaction: 'vread', route, id, version }];
}

/** The methods that are served at this place. */
function allowedAt(route: Route, asked: Asked): string {
  const tried = ['GET', 'POST', 'PUT', 'DELETE'].flatMap((method) =>
    actsAt(route, { ...asked, method, form: '' }).filter(({ interaction }) => route.interactions.includes(interaction)),
  );
  const found = tried.map(({ interaction }) => (asked.segments[1] === '_search' ? 'POST' : methodOf[interaction]));
  return [...new Set(found)].join(', ') || 'GET, HEAD';
}

function shaped(act: Act, parameters: Parameters): Act {
  if (act.interaction === 'read') return { ...act, summary: summaryOfRead(parameters) };
  if (act.interaction !== 'search-type' && act.interaction !== 'history-instance') noParameters(parameters);
  return act;
}

/** @throws a Refusal for what the table does not declare */
export function actOf(asked: Asked, table: RouteTable): Act | 'capabilities' | 'bundle' {
  const { method, segments, parameters } = asked;
  const [type = '', id] = segments;
  if (type === 'metadata' && id === undefined) {
    if (!reads.includes(method)) throw notDeclared('GET, HEAD', `${method} of metadata`);
    return 'capabilities';
  }
  if (type === '' && method === 'POST') return 'bundle';
  if (!isName(type) || type === '')
    throw notDeclared(
      type === '' ? 'POST' : 'GET, HEAD',
      `${method} of ${type === '' ? 'the whole system' : type.slice(0, 60)}`,
    );
  const route = Object.hasOwn(table, type) ? table[type] : undefined;
  if (!route) throw refuse(404, 'not-supported', `The resource type “${type.slice(0, 60)}” is not served.`);
  const act = actsAt(route, asked).find(({ interaction }) => route.interactions.includes(interaction));
  if (act) return shaped(act, parameters);
  throw notDeclared(allowedAt(route, asked), `${method} of ${segments.join('/').slice(0, 80)}`);
}
