import type { ReactNode } from 'react';
import { Figure, Figures, Table } from '../../design/index.ts';
import type { ShownNumber } from '../../modules/missions/countsShown.ts';
import { reportTables } from '../../modules/missions/report.ts';
import { wordIn } from '../../modules/missions/reportWords.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { nameIn } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import { addressOf, commitmentPath, partnershipPath } from '../address.ts';
import { said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import { Document } from '../ui/Document.tsx';
import { PageTop } from '../ui/PageTop.tsx';
import { Said, zone } from '../ui/parts.tsx';
import { type ResultData, resultPath } from './result.ts';

const totals = ['people', 'encounters', 'treated', 'operated', 'operations'] as const;

/** What a mission came to: every number was counted, none typed, and the small ones are not said. */
export function ResultPage({ ask, data }: { ask: Ask; data: ResultData }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const { slug, title, isDemo, figures, publishedAt, partnership, partnershipNames, commitmentId } = data;
  const heading = t('public.result.title');
  const name = said(locale, title).text;
  const crumbs = [
    { href: addressOf(locale, partnershipPath(partnership)), label: nameIn(locale, partnershipNames) },
    { href: addressOf(locale, `/missions/${slug}`), label: name },
    { label: heading },
  ];
  const waited = figures.waiting;
  return (
    <Document
      ask={ask}
      path={resultPath(slug)}
      title={`${heading}: ${name}`}
      description={t('public.result.lead')}
      isDemo={isDemo}
    >
      <PageTop crumbs={crumbs} title={<Said text={title} />}>
        <p className="lead">{t('public.result.lead')}</p>
      </PageTop>
      <div className="wrap section stack-l">
        <Figures>
          {totals.map((key) => (
            <Figure key={key} value={<Shown number={figures[key]} />} label={wordIn(locale, key)} />
          ))}
        </Figures>
        {waited && <p>{t('public.result.waiting', { median: waited.median, ninetieth: waited.ninetieth })}</p>}
        <p className="hint">{t('public.result.small')}</p>
        {reportTables.map((table) => (
          <Rows key={table} table={table} data={data} />
        ))}
        {commitmentId !== null && (
          <p>
            <a href={addressOf(locale, commitmentPath(commitmentId))}>{t('public.result.commitment')}</a>
          </p>
        )}
        <p className="quiet">{t('public.result.published', { at: formats.moment(publishedAt, zone) })}</p>
      </div>
    </Document>
  );
}

/** A number, or that it is not said. */
function Shown({ number }: { number: ShownNumber | undefined }): ReactNode {
  const { locale, formats } = useLanguage();
  return number?.is === 'number' ? formats.number(number.value) : wordIn(locale, number?.is ?? 'hidden');
}

function Rows({ table, data }: { table: (typeof reportTables)[number]; data: ResultData }): ReactNode {
  const { locale, formats } = useLanguage();
  const named = (key: string): string => {
    if (table === 'day') return formats.edtf(key);
    return table === 'place' ? (placeOf(key)?.names[locale] ?? wordIn(locale, key)) : wordIn(locale, key);
  };
  return (
    <Table
      id={`by-${table}`}
      caption={wordIn(locale, `table.${table}`)}
      columns={[
        { key: 'row', label: wordIn(locale, 'row') },
        { key: 'encounters', label: wordIn(locale, 'encounters'), numeric: true },
      ]}
      rows={data.figures.tables[table].map(({ key, encounters }) => ({
        key,
        cells: [named(key), <Shown key="encounters" number={encounters} />],
      }))}
    />
  );
}
