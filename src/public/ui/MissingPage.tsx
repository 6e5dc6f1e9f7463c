import type { ReactNode } from 'react';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, homePath } from '../address.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';

/** There is no such page, or it is not for everybody: both look the same. */
export function MissingPage({ ask }: { ask: Ask }): ReactNode {
  const { locale, t } = useLanguage();
  const title = t('page.not_found.title');
  return (
    <Document {...{ ask, title, path: homePath, isHidden: true }} description={t('page.not_found.text')}>
      <div className="wrap section stack">
        <h1>{title}</h1>
        <p>{t('page.not_found.text')}</p>
        <p>
          <a className="btn" href={addressOf(locale, homePath)}>
            {t('page.not_found.home')}
          </a>
        </p>
      </div>
    </Document>
  );
}
