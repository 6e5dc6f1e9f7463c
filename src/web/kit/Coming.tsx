import { type ReactNode, Suspense } from 'react';
import { useT } from '../../platform/i18n/react.ts';

/** Around a part of a page that comes later: says so until it is there. */
export function Coming({ children }: { children: ReactNode }) {
  const t = useT();
  return <Suspense fallback={<output className="quiet">{t('phrase.loading')}</output>}>{children}</Suspense>;
}
