import type { Compiled, Token } from '../src/platform/i18n/message.ts';

type Kind = 'plain' | 'number' | 'select' | 'date' | 'time';
export type Parameter = { kind: Kind; type: string };

/** What each kind of ICU argument counts as. */
export const kinds: Record<string, Kind> = {
  plural: 'number',
  selectordinal: 'number',
  number: 'number',
  select: 'select',
  date: 'date',
  time: 'time',
};

const types: Record<Kind, string> = {
  plain: 'string | number | bigint',
  number: 'number',
  select: 'string',
  date: 'string',
  time: 'Moment',
};

/** The branches of a plural or select, without its offset. */
export const branchesOf = ([, kind, argument]: Exclude<Token, string>): Record<string, readonly Token[]> => {
  if (kind !== 'plural' && kind !== 'selectordinal' && kind !== 'select') return {};
  const { offset: _, ...branches } = argument as Record<string, readonly Token[]>;
  return branches;
};

/** Every argument of a message, inner ones included. */
export const argumentsOf = (compiled: Compiled): Exclude<Token, string>[] => {
  if (typeof compiled === 'string') return [];
  return compiled.flatMap((token) =>
    typeof token === 'string' ? [] : [token, ...Object.values(branchesOf(token)).flatMap(argumentsOf)],
  );
};

/** Texts of a message, as people read them. */
export const textsOf = (compiled: Compiled): string[] => {
  if (typeof compiled === 'string') return [compiled];
  return compiled.flatMap((token) =>
    typeof token === 'string' ? [token] : Object.values(branchesOf(token)).flatMap(textsOf),
  );
};

/**
 * The parameters of one message over its languages. One language may count by plural where another only shows the
 * number; two uses that no value can satisfy are an error.
 *
 * @throws Error naming the parameter that is used in two ways
 */
export function parametersOf(translations: readonly Compiled[]): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const [name, kind = 'plain'] of translations.flatMap(argumentsOf)) {
    const now = kinds[kind] ?? 'plain';
    const before = found.get(name)?.kind ?? 'plain';
    if (now === 'plain' && found.has(name)) continue;
    if (before !== 'plain' && before !== now) throw new Error(`{${name}} is used as ${before} and as ${now}`);
    found.set(name, { kind: now, type: types[now] });
  }
  return found;
}
