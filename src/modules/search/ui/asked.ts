import { type Kind, kinds } from '../found.ts';

/** What is asked: exactly what stands in the address. */
export type Asked = { q: string; kind?: Kind; cursor?: string };

export function askedOf(search: Readonly<Record<string, unknown>>): Asked {
  const { q, kind, cursor } = search;
  const known = kinds.find((each) => each === kind);
  const isPage = typeof cursor === 'string' && /^\d{1,3}$/.test(cursor);
  return {
    q: typeof q === 'string' ? q.trim().slice(0, 200) : '',
    ...(known && { kind: known }),
    ...(known && isPage && { cursor }),
  };
}

export const addressOf = (asked: Asked): string => `/app/search?${new URLSearchParams(asked)}`;

type Place = { kind: Kind; id: string; partnership: { slug: string } | null };

/** Where a found thing is shown. */
export function placeOf({ kind, id, partnership }: Place): string {
  const pages: Record<Kind, string> = {
    partnership: `partnerships/${partnership?.slug ?? ''}`,
    organisation: `organisations/${id}`,
    person: `people/${id}`,
    instrument: `instruments/${id}`,
    commitment: `commitments/${id}`,
    meeting: `meetings/${id}`,
    mission: `missions/${id}`,
    document: `documents/${id}`,
  };
  return `/app/${pages[kind]}`;
}
