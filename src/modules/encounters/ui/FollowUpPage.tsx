import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Card, DemoBadge, EmptyState, Table } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { followUps } from '../encounter.ts';
import type { EncounterRow } from '../schemas.ts';
import { encountersApi } from './client.ts';
import { useEncounterWords } from './words.ts';

/** /app/missions/{id}/follow-up: who still needs something, and which examinations cannot be closed. */
export function FollowUpPage() {
  const { t } = useEncounterWords();
  const { id: mission = '' } = useParams({ strict: false });
  const toFollow = useQuery(encountersApi.followUpList.queryOptions({ input: { mission } }));
  const open = useQuery(encountersApi.waitingList.queryOptions({ input: { mission } }));
  return (
    <div className="stack-l">
      <PageHead
        title={t('encounters.ui.followup.title')}
        lead={t('encounters.ui.followup.lead')}
        crumbs={[{ href: `/app/missions/${mission}/report`, label: t('encounters.ui.report') }]}
      />
      <Loaded query={toFollow}>{(rows) => <ToFollow rows={rows} />}</Loaded>
      <Card level={2} title={t('encounters.ui.waiting.title')}>
        <p className="quiet">{t('encounters.ui.waiting.lead')}</p>
        <Loaded query={open}>{(rows) => <Open rows={rows} />}</Loaded>
      </Card>
    </div>
  );
}

function Person({ row }: { row: EncounterRow }) {
  const { t, person } = useEncounterWords();
  return (
    <>
      <a href={`/app/encounters/${row.id}`}>{person(row)}</a>{' '}
      {row.isDemo && <DemoBadge label={t('encounters.ui.demo')} />}
    </>
  );
}

function ToFollow({ rows }: { rows: readonly EncounterRow[] }) {
  const { t, day, specialty, step } = useEncounterWords();
  const mayWrite = useMay('encounters.write');
  if (rows.length === 0)
    return (
      <EmptyState level={2} title={t('encounters.ui.followup.none')} text={t('encounters.ui.followup.none_text')} />
    );
  const columns = (['person', 'day', 'specialty', 'step', 'actions'] as const).map((key) => ({
    key,
    label: t(`encounters.ui.column.${key}`),
  }));
  return (
    <Table
      id="follow-up"
      caption={t('encounters.ui.followup.title')}
      captionHidden
      columns={mayWrite ? columns : columns.slice(0, -1)}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Person key="person" row={row} />,
          day(row.day),
          specialty(row.specialty),
          step(row.nextStep),
          <HowItWent key="actions" row={row} />,
        ],
      }))}
    />
  );
}

function HowItWent({ row: { id, version } }: { row: EncounterRow }) {
  const { t } = useEncounterWords();
  const mayWrite = useMay('encounters.write');
  const { send, isSending, error } = useSend(encountersApi.followUp.call);
  if (!mayWrite) return null;
  return (
    <span className="row">
      {followUps.map((how) => (
        <Button key={how} small unavailable={isSending} onClick={() => send({ id, version, how })}>
          {t(`encounters.ui.followup.${how}`)}
        </Button>
      ))}
      <ErrorNote error={error} />
    </span>
  );
}

function Open({ rows }: { rows: readonly EncounterRow[] }) {
  const { t, day, specialty } = useEncounterWords();
  if (rows.length === 0)
    return <EmptyState title={t('encounters.ui.waiting.none')} text={t('encounters.ui.waiting.none_text')} />;
  return (
    <Table
      id="waiting"
      caption={t('encounters.ui.waiting.title')}
      captionHidden
      columns={(['person', 'day', 'specialty', 'why'] as const).map((key) => ({
        key,
        label: t(`encounters.ui.column.${key}`),
      }))}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Person key="person" row={row} />,
          day(row.day),
          specialty(row.specialty),
          t(`encounters.ui.reason.${row.openBecause ?? 'not_signed'}`),
        ],
      }))}
    />
  );
}
