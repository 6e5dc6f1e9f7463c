import type { ReactNode } from 'react';
import { Badge, Table, TimeAxis } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { Happened } from '../things.ts';
import { type Occurrence, useLanes, useOccurrences } from './happened.ts';
import { Section } from './listing.tsx';
import { Demo } from './parts.tsx';

/** Meetings, instruments and deliveries on one axis, and the table that says the same; what has no known date stands apart. */
export function Story({ happened }: { happened: Happened }): ReactNode {
  const { t } = useLanguage();
  const all = useOccurrences(happened);
  const dated = all.filter(({ span }) => span !== null);
  const undated = all.filter(({ span }) => span === null);
  const lanes = useLanes(all);
  if (all.length === 0) return null;
  const says = t('public.axis.says', { count: dated.length });
  return (
    <Section id="timeline" title={t('public.timeline.title')} hint={`${says} ${t('public.axis.how')}`}>
      <TimeAxis lanes={lanes} label={`${t('public.timeline.title')}. ${says}`} />
      {dated.length > 0 && <Occurrences id="dated" caption={t('public.axis.table')} occurrences={dated} />}
      {undated.length > 0 && <Occurrences id="undated" caption={t('public.axis.undated')} occurrences={undated} />}
    </Section>
  );
}

type Props = { id: string; caption: string; occurrences: readonly Occurrence[] };

function Occurrences({ id, caption, occurrences }: Props): ReactNode {
  const { t } = useLanguage();
  return (
    <Table
      id={id}
      caption={caption}
      columns={[
        { key: 'when', label: t('public.when') },
        { key: 'what', label: t('public.axis.what') },
        { key: 'kind', label: t('public.kind') },
      ]}
      rows={occurrences.map(({ key, when, precision, what, href, lane, isDemo }) => ({
        key,
        cells: [
          <span key="when">
            {when} {precision !== undefined && <Badge>{precision}</Badge>}
          </span>,
          <span key="what">
            <a href={href}>{what}</a> {isDemo && <Demo />}
          </span>,
          t(`public.axis.one.${lane}`),
        ],
      }))}
    />
  );
}
