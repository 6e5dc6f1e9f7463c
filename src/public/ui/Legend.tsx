import type { ReactNode } from 'react';
import { BarLegend } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';

/** What the bars mean. */
export function Legend(): ReactNode {
  const { t } = useLanguage();
  return (
    <BarLegend
      entries={[
        { bar: { content: { kind: 'measured', share: 0, term: true } }, text: t('public.legend.promised') },
        { bar: { content: { kind: 'measured', share: 0.6 } }, text: t('public.legend.delivered') },
        { bar: { content: { kind: 'open' } }, text: t('public.legend.open') },
        { bar: { content: { kind: 'act', done: false } }, text: t('public.legend.act') },
      ]}
    />
  );
}
