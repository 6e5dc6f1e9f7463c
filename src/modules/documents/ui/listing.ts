/** What the list of documents is asked for: exactly what stands in its address. */
export type Listing = { q?: string; state?: 'to_review' | 'reviewed'; partnership?: string; page?: number };

type Search = Readonly<Record<string, unknown>>;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads an address; what it does not know is left out. */
export function listingOf({ q, state, partnership, page }: Search): Listing {
  return {
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 200) }),
    ...((state === 'to_review' || state === 'reviewed') && { state }),
    ...(typeof partnership === 'string' && uuid.test(partnership) && { partnership }),
    ...(/^[1-9]\d{0,4}$/.test(String(page)) && Number(page) > 1 && { page: Number(page) }),
  };
}

/** The address of a listing. */
export function addressOf(listing: Listing): string {
  const query = new URLSearchParams(Object.entries(listing).map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '/app/documents' : `/app/documents?${query}`;
}
