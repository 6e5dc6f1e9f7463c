import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';

/** Who held what, as far as it is known. Pure. `since` and `until` are EDTF, null where not known; `seenOn` is a day on which a source shows it. */
export type Held = { since: string | null; until: string | null; seenOn: string | null };
export type PostRefusal = 'ends-before-it-begins' | 'seen-outside-the-term';

const firstOf = (edtf: string | null): string | null => (edtf === null ? null : boundsOf(edtf).first);
const lastOf = (edtf: string | null): string | null => (edtf === null ? null : boundsOf(edtf).last);
const isBefore = (one: string | null, other: string | null): boolean => one !== null && other !== null && one < other;

/** A date that a post may begin or end with: a year at least, and no interval. */
export const isPostDate = (text: string): boolean =>
  !text.includes('/') && whyNotEdtf(text) === null && !boundsOf(text).yearless;

export function whyPostRefused({ since, until, seenOn }: Held): PostRefusal | null {
  if (isBefore(lastOf(until), firstOf(since))) return 'ends-before-it-begins';
  if (isBefore(seenOn, firstOf(since)) || isBefore(lastOf(until), seenOn)) return 'seen-outside-the-term';
  return null;
}

export const certainties = ['certain', 'possible', 'no'] as const;
export type Certainty = (typeof certainties)[number];

/**
 * Whether somebody held a post at a date. `certain` needs to be known: between what is surely its beginning (or a day on
 * which a source shows it) and what is surely its end. What is not known makes it `possible`, never more.
 *
 * @param edtf a day, or any date as far as it is known; a date without a year tells nothing
 */
export function heldAt({ since, until, seenOn }: Held, edtf: string): Certainty {
  const { first, last, yearless } = boundsOf(edtf);
  if (yearless || first === null || last === null) return 'possible';
  if (isBefore(last, firstOf(since)) || isBefore(lastOf(until), first)) return 'no';
  const begins = [lastOf(since), seenOn].filter((day) => day !== null).toSorted()[0];
  const ends = [firstOf(until), seenOn]
    .filter((day) => day !== null)
    .toSorted()
    .at(-1);
  return begins !== undefined && ends !== undefined && begins <= first && last <= ends ? 'certain' : 'possible';
}

/** The posts that somebody held at a date, those that are certain first; those that were not held are left out. */
export function postAsOf<Post extends Held>(
  posts: readonly Post[],
  edtf: string,
): (Post & { certainty: Exclude<Certainty, 'no'> })[] {
  const found = posts.flatMap((post) => {
    const certainty = heldAt(post, edtf);
    return certainty === 'no' ? [] : [{ ...post, certainty }];
  });
  return [
    ...found.filter(({ certainty }) => certainty === 'certain'),
    ...found.filter(({ certainty }) => certainty === 'possible'),
  ];
}
