/**
 * JSON in which no number loses its digits: `1.50` is not `1.5` to FHIR. Pure. Such a number is kept as it was written; all else
 * is as JSON.parse reads it.
 */

type Raw = { rawJSON: string };
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
type RawJson = {
  rawJSON(text: string): Raw;
  isRawJSON(value: unknown): value is Raw;
  parse(text: string, reviver: Reviver): unknown;
};
const json = JSON as unknown as RawJson;

/** Numbers that would be written otherwise than they came: with noughts at the end, an exponent, or too many digits. */
const isSuspect = (text: string): boolean => /\d\.\d*0(?!\d)|\d[eE][+-]?\d|\d{16}|-0(?![.\d])/.test(text);

/** For keeping and giving back. Where a resource is looked into, JSON.parse is enough. */
export function parseExact(text: string): unknown {
  if (!isSuspect(text)) return JSON.parse(text);
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value,
  );
}

/** Such a number, which is no object to look into. */
export const isExactNumber = (value: unknown): boolean => json.isRawJSON(value);

/** The same with each number as JSON.parse reads it, for whoever looks into it. */
export const withPlainNumbers = (value: unknown): unknown =>
  hasExactNumber(value) ? JSON.parse(JSON.stringify(value)) : value;
const hasExactNumber = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (isExactNumber(value) || Object.values(value).some(hasExactNumber));

const deepest = 60;
/** Whether what is to come back is nested deeper than anything in R4. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > deepest || Object.values(value).some((each) => isTooDeep(each, depth + 1));
}
