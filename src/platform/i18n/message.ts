import type { DateStyle } from './dateStyles.ts';
import type { EdtfStyle } from './edtfText.ts';

/** A piece of a compiled ICU message: text, or `[parameter, kind?, argument?]`. Plain text is kept as one string. */
export type Token = string | readonly [string, string?, unknown?];
export type Compiled = string | readonly Token[];

/** A moment shown by the clock of a place. */
export type Moment = { at: Date; zone: string };

/** What a message may be given: `date` takes an EDTF text, `time` a moment, `number` and `plural` a number. */
export type Values = Readonly<Record<string, string | number | bigint | Moment>>;

/** What a message needs of its language. */
export type MessageFormats = {
  number: (value: number | bigint) => string;
  edtf: (text: string, style?: EdtfStyle) => string;
  moment: (at: Date, zone: string, style?: DateStyle) => string;
  plural: (value: number, type: 'cardinal' | 'ordinal') => string;
};

type Branches = Readonly<Record<string, Compiled>> & { readonly offset?: number };
type Context = { values: Values; formats: MessageFormats; hash: string };

const textOf = (value: Values[string] | undefined, formats: MessageFormats): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return formats.number(value);
  if (typeof value === 'object') return formats.moment(value.at, value.zone);
  return value ?? '';
};

const nameOf = (value: Values[string] | undefined): string => (typeof value === 'object' ? '' : String(value));

/** The first of these branches that the message has; a value from outside never reaches an object's own machinery. */
const branchOf = (branches: Branches, names: readonly string[]): Compiled =>
  branches[names.find((name) => Object.hasOwn(branches, name)) ?? 'other'] ?? '';

function pluralBranch(token: Exclude<Token, string>, { values, formats }: Context): string {
  const [name, kind, argument] = token;
  const branches = argument as Branches;
  const count = Number(values[name]) - (branches.offset ?? 0);
  const category = formats.plural(count, kind === 'plural' ? 'cardinal' : 'ordinal');
  const branch = branchOf(branches, [nameOf(values[name]), category]);
  return renderTokens(branch, { values, formats, hash: formats.number(count) });
}

function renderToken(token: Token, context: Context): string {
  if (token === '#') return context.hash;
  if (typeof token === 'string') return token;
  const { values, formats } = context;
  const [name, kind, argument] = token;
  const value = values[name];
  if (kind === 'plural' || kind === 'selectordinal') return pluralBranch(token, context);
  if (kind === 'select') return renderTokens(branchOf(argument as Branches, [nameOf(value)]), context);
  if (kind === 'date' && typeof value === 'string') return formats.edtf(value, argument as EdtfStyle | undefined);
  if (kind === 'time' && typeof value === 'object') {
    return formats.moment(value.at, value.zone, argument as DateStyle | undefined);
  }
  return textOf(value, formats);
}

const renderTokens = (tokens: Compiled, context: Context): string =>
  typeof tokens === 'string' ? tokens : tokens.map((token) => renderToken(token, context)).join('');

/** A compiled ICU message as text; numbers and dates by our own formats, so that every browser agrees with the server. */
export const render = (tokens: Compiled, values: Values, formats: MessageFormats): string =>
  renderTokens(tokens, { values, formats, hash: '' });
