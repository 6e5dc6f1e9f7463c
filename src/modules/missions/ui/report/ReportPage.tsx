import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DemoBadge, EmptyState, Figure, Figures, LinkButton, Table } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { textIn } from '../../../../platform/i18n/shown.ts';
import { placeOf } from '../../../../platform/place/place.ts';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import type { report } from '../../contract.report.ts';
import type { ShownNumber } from '../../../../platform/smallNumbers.ts';
import { reportTables } from '../../report.ts';
import { wordIn } from '../../reportWords.ts';
import { missionsApi } from '../client.ts';
import { Actions, Files } from './Actions.tsx';

export type Found = InferContractRouterOutputs<typeof report>['missionReport'];

/** /app/missions/{id}/report: what the closed examinations come to. */
export function ReportPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(missionsApi.missionReport.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(found) => <Whole found={found} />}</Loaded>;
}

const totals = ['people', 'encounters', 'treated', 'operated', 'operations'] as const;

function Whole({ found }: { found: Found }) {
  const { t, locale, formats } = useLanguage();
  const isClinical = useMay('encounters.read');
  const { report: counted, isDemo } = found;
  return (
    <div className="stack-l">
      <PageHead
        title={t('missions.report.title')}
        kicker={textIn(locale, found.title).text}
        actions={isClinical && <FollowUpLink id={found.id} />}
      />
      {isDemo && <DemoBadge label={wordIn(locale, 'demo')} />}
      <Actions found={found} />
      {counted.encounters === 0 ? (
        <EmptyState level={2} title={t('missions.report.none')} text={t('missions.report.none_text')} />
      ) : (
        <>
          <Figures>
            {totals.map((key) => (
              <Figure key={key} value={formats.number(counted[key])} label={t(`missions.report.${key}`)} />
            ))}
          </Figures>
          {counted.waiting && (
            <p>
              {t('missions.report.waiting', { median: counted.waiting.median, ninetieth: counted.waiting.ninetieth })}
            </p>
          )}
          <Files found={found} />
          <p className="hint">{t('missions.report.small')}</p>
          {reportTables.map((table) => (
            <Rows key={table} table={table} found={found} />
          ))}
        </>
      )}
    </div>
  );
}

function FollowUpLink({ id }: { id: string }) {
  const { t } = useLanguage();
  return <LinkButton href={`/app/missions/${id}/follow-up`}>{t('missions.report.followup')}</LinkButton>;
}

function Rows({ table, found }: { table: (typeof reportTables)[number]; found: Found }) {
  const { t, locale, formats } = useLanguage();
  const rows = found.report.tables[table] ?? [];
  const shown = found.shown.tables[table] ?? [];
  const named = (key: string): string => {
    if (table === 'day') return formats.edtf(key);
    return table === 'place' ? (placeOf(key)?.names[locale] ?? wordIn(locale, key)) : wordIn(locale, key);
  };
  const publicly = (number: ShownNumber | undefined): string => {
    if (number?.is === 'number') return formats.number(number.value);
    return wordIn(locale, number?.is ?? 'hidden');
  };
  return (
    <Table
      id={`by-${table}`}
      caption={wordIn(locale, `by.${table}`)}
      columns={[
        { key: 'row', label: t('missions.report.column.row') },
        { key: 'encounters', label: t('missions.report.column.encounters'), numeric: true },
        { key: 'people', label: t('missions.report.column.people'), numeric: true },
        { key: 'public', label: t('missions.report.column.public'), numeric: true },
      ]}
      rows={rows.map(({ key, encounters, people }, at) => ({
        key,
        cells: [named(key), formats.number(encounters), formats.number(people), publicly(shown[at]?.encounters)],
      }))}
    />
  );
}
