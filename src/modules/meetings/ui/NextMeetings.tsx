import { useQuery } from '@tanstack/react-query';
import { Card, DemoBadge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { meetingsApi, type Row } from './client.ts';

/** For the start page, whose first load it must not make heavier: it says shell texts alone. */
export function NextMeetings() {
  const { t } = useLanguage();
  const { data } = useQuery(meetingsApi.meetingsSoon.queryOptions());
  if (!data || data.soon.length + data.passed.length === 0) return null;
  return (
    <>
      <List title={t('web.meetings.soon')} rows={data.soon} />
      <List title={t('web.meetings.passed')} rows={data.passed} />
    </>
  );
}

function List({ title, rows }: { title: string; rows: readonly Row[] }) {
  const { t, locale, formats } = useLanguage();
  if (rows.length === 0) return null;
  const when = ({ held, localStart, zone }: Row): string => {
    if (held === null) return t('web.meetings.undated');
    return localStart === null ? formats.edtf(held) : `${formats.edtf(held)}, ${localStart.slice(11)} (${zone})`;
  };
  return (
    <Card title={title} level={2} aside={<span className="quiet">{rows.length}</span>}>
      <ul className="plain stack-s">
        {rows.map((row) => (
          <li key={row.id}>
            <a href={`/app/meetings/${row.id}`}>{textIn(locale, row.title).text}</a>{' '}
            <span className="quiet">{[when(row), nameIn(locale, row.partnership.names)].join(' · ')}</span>{' '}
            {row.isDemo && <DemoBadge label={t('web.demo.badge')} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
