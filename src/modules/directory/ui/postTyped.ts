import { namesOf, noNames, typedOf } from './names.ts';
import type { Post } from './types.ts';

/** A post as it is being typed. */
export const noPost = { organisation: '', title: noNames, since: '', until: '', seenOn: '' };
export type PostTyped = typeof noPost;

export const postTyped = ({ organisation, title, since, until, seenOn }: Post): PostTyped => ({
  organisation,
  title: typedOf(title),
  since: since ?? '',
  until: until ?? '',
  seenOn: seenOn ?? '',
});

const textOrNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

export const postOf = ({ organisation, title, since, until, seenOn }: PostTyped) => ({
  organisation,
  title: namesOf(title),
  since: textOrNull(since),
  until: textOrNull(until),
  seenOn: textOrNull(seenOn),
});
