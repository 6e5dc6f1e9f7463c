import { refuse } from './outcome.ts';

/** Where a page ends, for whoever asks for the next one. Sealed: nobody makes one up. Pure, but for the seal that it is given. */
export type Place = {
  /** What the last row is sorted by, as the database writes it, and its id. */
  keys: readonly string[];
  /** So many resources of the row after it were shown already. */
  skip: number;
};
type Seal = (text: string) => string;

const sealOf = (seal: Seal, body: string, query: string): string => seal(`${body} ${query}`).slice(0, 32);

/** @param query what was asked: a cursor belongs to one search of one organisation */
export function cursorOf({ keys, skip }: Place, query: string, seal: Seal): string {
  const body = Buffer.from(JSON.stringify([skip, ...keys])).toString('base64url');
  return `${body}.${sealOf(seal, body, query)}`;
}

/** @throws a Refusal for a cursor of another search, or that was made up */
export function placeOf(cursor: string, query: string, seal: Seal): Place {
  const [body = '', given = ''] = cursor.split('.');
  if (given !== sealOf(seal, body, query))
    throw refuse(400, 'value', 'This page belongs to another search. Begin with its first page.');
  const [skip, ...keys] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [number, ...string[]];
  return { keys, skip };
}
