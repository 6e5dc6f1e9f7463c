import type { ReactNode } from 'react';
import { Card } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { dataAddress } from '../address.ts';
import { Document, type DocumentProps } from './Document.tsx';
import { PageTop } from './PageTop.tsx';
import { TakeTheData } from './parts.tsx';

type RecordPageProps = Pick<DocumentProps, 'ask' | 'path' | 'query' | 'title' | 'isDemo' | 'children'> & {
  crumbs: readonly { href?: string | undefined; label: string }[];
  /** The title as it is shown, where that is more than text. */
  heading?: ReactNode;
  /** Under the title. */
  top?: ReactNode;
  /** Cards beside the page. */
  aside?: ReactNode;
};

/** The page of one record: its head, what it has, and beside it what it is at a glance and its data. */
export function RecordPage({ crumbs, heading, top, aside, children, ...page }: RecordPageProps): ReactNode {
  const { locale, t } = useLanguage();
  const { path, title } = page;
  return (
    <Document {...page} hasData description={title}>
      <PageTop crumbs={crumbs} title={heading ?? title}>
        {top}
      </PageTop>
      <div className="wrap section cols side">
        <div className="stack-l">{children}</div>
        <aside className="stack" aria-label={t('public.glance')}>
          {aside}
          <Card title={t('public.take')} level={2}>
            <TakeTheData
              csv={dataAddress(locale, path, { as: 'csv' })}
              json={dataAddress(locale, path, { as: 'json' })}
            />
          </Card>
        </aside>
      </div>
    </Document>
  );
}
