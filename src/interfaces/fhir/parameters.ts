import type { FhirType } from '../../permissions.ts';
import { normalised } from './elements.ts';
import { refuse } from './outcome.ts';
import { isSummary, type Summary } from './summary.ts';
import { pointingAt, type Route, type RouteTable, type SearchParameter } from './table.ts';
import {
  booleanValue,
  type DateValue,
  dateValue,
  type ReferenceValue,
  referenceValue,
  split,
  type TokenValue,
  tokenValue,
  unescaped,
} from './values.ts';

/** A search, read from its parameters. Pure. */

/** Each filter holds; of its values one is enough. */
export type Filter =
  | { by: 'id'; ids: readonly string[] }
  | { by: 'missing'; name: string; type: SearchParameter['type']; isMissing: boolean }
  | { by: 'date'; name: string; path: string; isSealed: boolean; values: readonly DateValue[] }
  | { by: 'token'; name: string; values: readonly TokenValue[] }
  | { by: 'reference'; name: string; targets: readonly FhirType[]; values: readonly ReferenceValue[] }
  | { by: 'string'; name: string; path: string; how: 'starts' | 'exact' | 'contains'; values: readonly string[] };
/** By `_id`, `_lastUpdated` or a parameter of dates. */
export type SortKey = { name: string; isDescending: boolean };
export type Search = {
  filters: readonly Filter[];
  sort: readonly SortKey[];
  count: number;
  isCountOnly: boolean;
  summary: Summary;
  includes: readonly string[];
  /** Types that point here, each with the parameter by which. */
  revincludes: readonly { type: FhirType; name: string }[];
  cursor: string | null;
  /** What was understood, for the link to this page and the next. */
  understood: readonly (readonly [string, string])[];
  /** Names that were ignored, because whoever asks wanted it so. */
  ignored: readonly string[];
};

export const mostOfPage = 200;
const defaultOfPage = 50;
const mostValues = 100;
const mostParameters = 60;

const lastUpdated: SearchParameter = {
  type: 'date',
  path: 'meta.lastUpdated',
  definition: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated',
};

export type SearchAsked = { route: Route; table: RouteTable; base: string; now: Date; isLenient: boolean };
type Asked = SearchAsked;
type Draft = {
  filters: Filter[];
  sort: SortKey[];
  count: number;
  isCountOnly: boolean;
  summary: Summary;
  includes: string[];
  revincludes: { type: FhirType; name: string }[];
  cursor: string | null;
};

/** All parameters of a type by name: its own, and what every type has. */
export const parametersOf = ({
  search,
  isStored,
  view,
}: Pick<Route, 'search' | 'isStored' | 'view'>): Readonly<Record<string, SearchParameter>> => ({
  ...search,
  // What has no patient in it is put together from a plan that keeps no moment for each of its parts.
  ...((isStored || view?.isVersioned) && { _lastUpdated: lastUpdated }),
});

function valuesOf(text: string): string[] {
  const values = split(text, ',');
  if (values.length > mostValues) throw refuse(400, 'too-costly', `At most ${mostValues} values of one parameter.`);
  if (values.some((value) => value === '')) throw refuse(400, 'value', 'A search parameter has an empty value.');
  return values;
}

type Given = { name: string; modifier: string | undefined; text: string };
const noModifier = ({ name, modifier }: Given) =>
  refuse(400, 'not-supported', `The modifier “:${String(modifier).slice(0, 40)}” is not served for ${name}.`);

function stringFilter(given: Given, path: string, values: readonly string[]): Filter {
  const { name, modifier } = given;
  if (modifier !== undefined && modifier !== 'exact' && modifier !== 'contains') throw noModifier(given);
  const texts = values.map(unescaped);
  if (texts.some((text) => normalised(text).length < (modifier === 'contains' ? 3 : 1)))
    throw refuse(400, 'too-costly', `${name}${modifier ? `:${modifier}` : ''} needs more signs than that.`);
  return { by: 'string', name, path, how: modifier ?? 'starts', values: texts };
}

function referenceFilter(
  given: Given,
  { targets, base }: { targets: readonly FhirType[]; base: string },
  values: readonly string[],
): Filter {
  const { name, modifier } = given;
  if (modifier === 'identifier') return { by: 'token', name: `${name}:identifier`, values: values.map(tokenValue) };
  const typed = targets.find((target) => target === modifier) ?? null;
  if (modifier !== undefined && typed === null) throw noModifier(given);
  const found = values.map((value) => referenceValue(unescaped(value), base));
  return { by: 'reference', name, targets, values: found.map((value) => ({ ...value, type: value.type ?? typed })) };
}

function filterOf(parameter: SearchParameter, given: Given, { base, now }: Asked): Filter {
  const { name, modifier, text } = given;
  const { type, path } = parameter;
  if (modifier === 'missing') return { by: 'missing', name, type, isMissing: booleanValue(text) };
  const values = valuesOf(text);
  if (type === 'string') return stringFilter(given, path, values);
  if (type === 'reference') return referenceFilter(given, { targets: parameter.targets, base }, values);
  if (modifier !== undefined) throw noModifier(given);
  if (type === 'token') return { by: 'token', name, values: values.map(tokenValue) };
  const isSealed = parameter.isSealed === true;
  return { by: 'date', name, path, isSealed, values: values.map((value) => dateValue(value, now)) };
}

function sortOf(text: string, { route }: Asked): SortKey[] {
  const keys = valuesOf(text).map((key): SortKey => {
    const isDescending = key.startsWith('-');
    const name = isDescending ? key.slice(1) : key;
    if (name === '_id') return { name, isDescending };
    const known = parametersOf(route);
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter?.type !== 'date' || parameter.isSealed)
      throw refuse(400, 'not-supported', `Not sorted by “${name.slice(0, 60)}” here.`);
    return { name, isDescending };
  });
  if (keys.length > 3) throw refuse(400, 'too-costly', 'At most three keys to sort by.');
  return keys;
}

function includeOf(text: string, { route }: Asked): string {
  const [type, name = '', target, ...more] = text.split(':');
  const parameter = Object.hasOwn(route.search, name) ? route.search[name] : undefined;
  const isKnown =
    parameter?.type === 'reference' && (target === undefined || parameter.targets.some((each) => each === target));
  if (type !== route.type || !isKnown || more.length > 0)
    throw refuse(400, 'not-supported', `“_include=${text.slice(0, 80)}” is not served.`);
  return name;
}

function revincludeOf(text: string, { route, table }: Asked): { type: FhirType; name: string } {
  const [type = '', name = '', target, ...more] = text.split(':');
  const from = Object.hasOwn(table, type) ? table[type] : undefined;
  const isKnown = pointingAt(route.type, table).includes(`${type}:${name}`);
  if (!from || !isKnown || (target !== undefined && target !== route.type) || more.length > 0)
    throw refuse(400, 'not-supported', `“_revinclude=${text.slice(0, 80)}” is not served.`);
  return { type: from.type, name };
}

function countOf(text: string, draft: Draft): void {
  if (!/^\d{1,6}$/.test(text)) throw refuse(400, 'value', '_count is a whole number.');
  if (Number(text) === 0) draft.isCountOnly = true;
  else draft.count = Math.min(Number(text), mostOfPage);
}

type Result = (text: string, draft: Draft, asked: Asked) => void;
/** What shapes the answer, beside what it is filtered by. */
const results: Readonly<Record<string, Result>> = {
  _count: countOf,
  _sort: (text, draft, asked) => void draft.sort.push(...sortOf(text, asked)),
  _include: (text, draft, asked) => void draft.includes.push(includeOf(text, asked)),
  _revinclude: (text, draft, asked) => void draft.revincludes.push(revincludeOf(text, asked)),
  _page: (text, draft) => void (draft.cursor = text),
  _format: () => {},
  _summary: (text, draft, { route }) => {
    if (text !== 'count' && !isSummary(text))
      throw refuse(400, 'value', 'Of _summary there are true, text, data, count and false.');
    if (text !== 'count') draft.summary = text;
    else if (route.view?.isOneToOne !== false) draft.isCountOnly = true;
    else throw refuse(400, 'not-supported', `How many there are of ${route.type} is not known without opening them.`);
  },
};

function take(draft: Draft, given: Given, asked: Asked): boolean {
  const { name, modifier, text } = given;
  const result = Object.hasOwn(results, name) ? results[name] : undefined;
  if (result) {
    if (modifier !== undefined) throw noModifier(given);
    result(text, draft, asked);
    return true;
  }
  if (name === '_id') {
    if (modifier !== undefined) throw noModifier(given);
    draft.filters.push({ by: 'id', ids: valuesOf(text) });
    return true;
  }
  const known = parametersOf(asked.route);
  const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
  if (parameter) draft.filters.push(filterOf(parameter, given, asked));
  return parameter !== undefined;
}

/** @throws a Refusal for what is not understood; unknown names only, if whoever asks is not lenient */
export function searchOf(parameters: readonly (readonly [string, string])[], asked: Asked): Search {
  if (parameters.length > mostParameters) throw refuse(400, 'too-costly', `At most ${mostParameters} parameters.`);
  const draft: Draft = {
    filters: [],
    sort: [],
    count: defaultOfPage,
    isCountOnly: false,
    summary: 'false',
    includes: [],
    revincludes: [],
    cursor: null,
  };
  const understood: (readonly [string, string])[] = [];
  const ignored: string[] = [];
  for (const [written, text] of parameters) {
    const [name = '', ...modifiers] = written.split(':');
    const modifier = modifiers.length === 0 ? undefined : modifiers.join(':');
    if (take(draft, { name, modifier, text }, asked)) understood.push([written, text]);
    else if (asked.isLenient) ignored.push(written);
    else
      throw refuse(
        400,
        'not-supported',
        `The search parameter “${written.slice(0, 80)}” is not served for ${asked.route.type}.`,
      );
  }
  return { ...draft, understood: understood.filter(([name]) => name !== '_page'), ignored };
}
