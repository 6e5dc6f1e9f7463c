import { useT } from '../platform/i18n/react.ts';

/** While the code of a page is on its way. */
export function PageWaits() {
  return <output className="quiet">{useT()('phrase.loading')}</output>;
}
