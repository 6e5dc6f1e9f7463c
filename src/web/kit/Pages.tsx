import { Pager } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { addressIn, withoutPage } from './listing.ts';

type Props = {
  /** Of the list, as an address of the application. */
  path: string;
  listing: { readonly cursor?: string };
  /** Where the next page begins. */
  next: string | null;
  /** How many stand on this page, in words. */
  summary: string;
};

/** To the first and the next page of a list; nothing where there is one page only. */
export function Pages({ path, listing, next, summary }: Props) {
  const t = useT();
  const { cursor } = listing;
  const first = withoutPage(listing);
  if (next === null && cursor === undefined) return null;
  return (
    <Pager
      label={t('web.list.pages')}
      summary={summary}
      previous={cursor === undefined ? undefined : { href: addressIn(path, first), label: t('web.list.first') }}
      next={next === null ? undefined : { href: addressIn(path, { ...first, cursor: next }), label: t('action.next') }}
    />
  );
}
