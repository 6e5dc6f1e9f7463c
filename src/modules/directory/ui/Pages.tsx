import { Pager } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { addressOf, type Listing, withoutPage } from './listing.ts';

type Props = { path: string; listing: Listing; next: string | null; shown: number };

/** To the first and the next page of a list; nothing where there is one page only. */
export function Pages({ path, listing, next, shown }: Props) {
  const t = useT();
  const { cursor } = listing;
  const first = withoutPage(listing);
  if (next === null && cursor === undefined) return null;
  return (
    <Pager
      label={t('directory.ui.list.pages')}
      summary={t('phrase.results', { count: shown })}
      previous={
        cursor === undefined ? undefined : { href: addressOf(path, first), label: t('directory.ui.list.first') }
      }
      next={next === null ? undefined : { href: addressOf(path, { ...first, cursor: next }), label: t('action.next') }}
    />
  );
}
