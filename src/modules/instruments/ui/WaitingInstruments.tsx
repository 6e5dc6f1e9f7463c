import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { instrumentsApi } from './client.ts';
import type { Row } from './types.ts';

/** For the start page, whose first load it must not make heavier: it says shell texts alone. */
export function WaitingInstruments() {
  const { t } = useLanguage();
  const { data } = useQuery(instrumentsApi.instrumentsWaiting.queryOptions());
  if (!data) return null;
  return (
    <>
      <List title={t('web.instruments.ending')} rows={data.endingSoon} />
      <List title={t('web.instruments.past')} rows={data.pastTheirYears} />
      <List title={t('web.instruments.silent')} rows={data.silentDrafts} />
    </>
  );
}

function List({ title, rows }: { title: string; rows: readonly Row[] }) {
  const { locale, formats } = useLanguage();
  if (rows.length === 0) return null;
  return (
    <section className="stack-s">
      <h2 className="minor">{title}</h2>
      <ul className="plain stack-s">
        {rows.map(({ id, title: called, covers, partnership }) => (
          <li key={id}>
            <a href={`/app/instruments/${id}`}>{textIn(locale, called).text}</a>{' '}
            <span className="quiet">
              {[...(covers === null ? [] : [formats.edtf(covers)]), nameIn(locale, partnership.names)].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
