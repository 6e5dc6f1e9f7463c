import type { ReactNode } from 'react';
import { Figure, Figures, Table } from '../../design/index.ts';
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
import { Said, TakeTheData, zone } from '../ui/parts.tsx';
import { Shown } from './CountedFrom.tsx';
import { type ResultData, resultPath } from './result.ts';

const totals = ['people', 'encounters', 'treated', 'operated', 'operations'] as const;

/** What a mission came to: every number was counted, none typed, and the small ones are not said. */
export function ResultPage({ ask, data }: { ask: Ask; data: ResultData }): ReactNode {
  const { locale, t } = useLanguage();
  const { slug, title, isDemo, figures, publishedAt, partnership, partnershipNames, commitmentId } = data;
  const heading = t('public.result.title');
  const name = said(locale, title).text;
  const address = addressOf(locale, resultPath(slug));
  const crumbs = [
    { href: addressOf(locale, partnershipPath(partnership)), label: nameIn(locale, partnershipNames) },
    { href: addressOf(locale, `/missions/${slug}`), label: name },
    { label: heading },
  ];
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
        <Totals figures={figures} />
        <Waited waiting={figures.waiting} />
        <p className="hint">{t('public.result.small')}</p>
        {reportTables.map((table) => (
          <Rows key={table} table={table} data={data} />
        ))}
        {commitmentId !== null && (
          <p>
            <a href={addressOf(locale, commitmentPath(commitmentId))}>{t('public.result.commitment')}</a>
          </p>
        )}
        <PublishedAt at={publishedAt} />
        <TakeTheData csv={`${address}.csv`} json={`${address}.json`} />
      </div>
    </Document>
  );
}

function Totals({ figures }: Pick<ResultData, 'figures'>): ReactNode {
  const { locale } = useLanguage();
  return (
    <Figures>
      {totals.map((key) => (
        <Figure key={key} value={<Shown number={figures[key]} />} label={wordIn(locale, key)} />
      ))}
    </Figures>
  );
}

function Waited({ waiting }: { waiting: ResultData['figures']['waiting'] }): ReactNode {
  const { t } = useLanguage();
  return waiting && <p>{t('public.result.waiting', { median: waiting.median, ninetieth: waiting.ninetieth })}</p>;
}

function PublishedAt({ at }: { at: Date }): ReactNode {
  const { t, formats } = useLanguage();
  return <p className="quiet">{t('public.result.published', { at: formats.moment(at, zone) })}</p>;
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
      caption={wordIn(locale, `by.${table}`)}
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
