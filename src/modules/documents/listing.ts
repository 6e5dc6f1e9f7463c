/** How the list of documents can be sorted: by a leading minus from the last to the first. */
export const documentSorts = ['-taken_in', 'taken_in', '-published', 'published', 'title', '-title'] as const;
export type DocumentSort = (typeof documentSorts)[number];

/** What the list is narrowed to. */
export type DocumentFilter = {
  partnership?: string | undefined;
  language?: string | undefined;
  publisher?: string | undefined;
  state?: 'to_review' | 'reviewed' | undefined;
  /** First and last day of publication, `YYYY-MM-DD`, both counted in. */
  from?: string | undefined;
  until?: string | undefined;
  q?: string | undefined;
};
