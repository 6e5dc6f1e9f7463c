import type { SearchParameter } from './table.ts';
import { stretchOf } from './values.ts';

/** What search parameters find in a resource. Pure. */

type Json = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function step(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => step(each, name));
  if (!isObject(value)) return [];
  if (!name.endsWith('[x]')) return value[name] === undefined ? [] : [value[name]].flat();
  const start = name.slice(0, -3);
  const isChoice = (key: string) => key.startsWith(start) && /^[A-Z]/.test(key.slice(start.length));
  return Object.keys(value)
    .filter(isChoice)
    .flatMap((key) => [value[key]].flat());
}

/** All values at a path (see `SearchParameter`). */
export const valuesAt = (resource: unknown, path: string): unknown[] =>
  path.split('|').flatMap((each) => each.split('.').reduce<unknown[]>((found, name) => step(found, name), [resource]));

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export type Token = { system: string | undefined; code: string };

const coded = (value: Json): Token[] => {
  const code = textOf(value['code']);
  return code === undefined ? [] : [{ system: textOf(value['system']), code }];
};
const valued = (value: Json): Token[] => {
  const code = textOf(value['value']);
  return code === undefined ? [] : [{ system: textOf(value['system']), code }];
};

/** Codes, concepts, identifiers, truths and telephone numbers as tokens. */
export function tokensAt(resource: unknown, parameter: Extract<SearchParameter, { type: 'token' }>): Token[] {
  const { path, system } = parameter;
  return valuesAt(resource, path).flatMap((value): Token[] => {
    if (typeof value === 'string' || typeof value === 'boolean') return [{ system, code: String(value) }];
    if (!isObject(value)) return [];
    if (Array.isArray(value['coding'])) return value['coding'].filter(isObject).flatMap(coded);
    if (path === 'telecom') return valued(value).filter((each) => each.system === system);
    return value['code'] === undefined ? valued(value) : coded(value);
  });
}

const typedEnd = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/;
/** The type that a reference names, where it does. */
export const typeOfReference = (reference: string): string | undefined => typedEnd.exec(reference)?.[1];

/** A reference without the address of this server and without its version. */
export const relative = (reference: string, base: string): string => {
  const whole = reference.replace(/\/_history\/[^/]*$/, '');
  return whole.startsWith(`${base}/`) ? whole.slice(base.length + 1) : whole;
};

export type Referred = { to: string | undefined; type: string | undefined; identifier: Token | undefined };

/** What is referred to at a path; what is contained in the resource itself is nothing of its own. */
export const referredAt = (resource: unknown, path: string, base: string): Referred[] =>
  valuesAt(resource, path).flatMap((value): Referred[] => {
    const written = isObject(value) ? textOf(value['reference']) : textOf(value);
    const to = written === undefined || written.startsWith('#') ? undefined : relative(written, base);
    const [identifier] = isObject(value) && isObject(value['identifier']) ? valued(value['identifier']) : [];
    if (to === undefined && !identifier) return [];
    const type = to === undefined ? undefined : typeOfReference(to);
    return [{ to, type: type ?? (isObject(value) ? textOf(value['type']) : undefined), identifier }];
  });

/** Texts as they are compared: without case, marks of letters and double spaces. */
export const normalised = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();

const notText: readonly string[] = ['use', 'type', 'period', 'id', 'extension'];
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => (notText.includes(name) ? [] : leaves(each)));
}

/** Texts as they stand; of a name or an address each of its parts. */
export const textsAt = (resource: unknown, path: string): string[] => valuesAt(resource, path).flatMap(leaves);

/** Milliseconds, both within. */
export type Stretch = { from: number; to: number };
const endless = { from: -Infinity, to: Infinity };

function stretchesIn(value: unknown): Stretch[] {
  if (typeof value === 'string') return [stretchOf(value) ?? []].flat();
  if (!isObject(value)) return [];
  const { start, end, event, repeat } = value;
  if (start !== undefined || end !== undefined) {
    const [from, to] = [stretchesIn(start)[0] ?? endless, stretchesIn(end)[0] ?? endless];
    return [{ from: from.from, to: to.to }];
  }
  if (Array.isArray(event)) return event.flatMap(stretchesIn);
  return isObject(repeat) ? stretchesIn(repeat['boundsPeriod']) : [];
}

/** From the first to the last moment of what stands at a path. */
export function stretchAt(resource: unknown, path: string): Stretch | null {
  const found = valuesAt(resource, path).flatMap(stretchesIn);
  if (found.length === 0) return null;
  return { from: Math.min(...found.map(({ from }) => from)), to: Math.max(...found.map(({ to }) => to)) };
}
