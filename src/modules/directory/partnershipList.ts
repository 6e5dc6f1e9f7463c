import { nameIn } from '../../platform/i18n/shown.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { isFoundIn } from './matching.ts';
import type { CooperationField } from './partnership.ts';

/**
 * The list of partnerships, filtered and in order. There are few of them, so the page and the file use this one rule over
 * all that the reader may see. Pure.
 */
type Listed = {
  names: Names;
  fields: readonly CooperationField[];
  countries: readonly string[];
  visibility: 'partnership' | 'public';
  ownSide: string | null;
  sides: readonly { names: Names }[];
};
export type PartnershipFilter = {
  q?: string | undefined;
  field?: CooperationField | undefined;
  country?: string | undefined;
  visibility?: 'partnership' | 'public' | undefined;
  sort?: string | undefined;
};

/** Those that the filter leaves: one's own first unless they are sorted by name. */
export function partnershipsListed<P extends Listed>(
  all: readonly P[],
  { q = '', field, country, visibility, sort }: PartnershipFilter,
  locale: Locale,
): P[] {
  const found = all.filter(
    (it) =>
      (field === undefined || it.fields.includes(field)) &&
      (country === undefined || it.countries.includes(country)) &&
      (visibility === undefined || it.visibility === visibility) &&
      isFoundIn(
        q,
        [it.names, ...it.sides.map(({ names }) => names)].flatMap((names) => Object.values(names)),
      ),
  );
  const byName = found.toSorted((a, b) => nameIn(locale, a.names).localeCompare(nameIn(locale, b.names), locale));
  if (sort === 'name') return byName;
  if (sort === '-name') return byName.toReversed();
  return byName.toSorted((a, b) => Number(a.ownSide === null) - Number(b.ownSide === null));
}
