import { Badge, EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Run } from './client.ts';
import { useWords } from './useWords.ts';

/** Backups and drills, the newest first. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  const { t } = useLanguage();
  const { moment, span } = useWords();
  if (runs.length === 0)
    return <EmptyState level={2} title={t('backups.ui.no_runs')} text={t('backups.ui.no_runs_text')} />;
  return (
    <section className="card stack">
      <Table
        id="backup-runs"
        caption={t('backups.ui.runs')}
        columns={[
          { key: 'when', label: t('backups.ui.when') },
          { key: 'what', label: t('backups.ui.what') },
          { key: 'outcome', label: t('backups.ui.result') },
          { key: 'found', label: t('backups.ui.found') },
        ]}
        rows={runs.map((run) => ({
          key: run.id,
          cells: [
            <div key="when">
              {moment(run.startedAt ?? run.askedAt)}
              {run.startedAt && run.endedAt && <p className="quiet">{span(run.startedAt, run.endedAt)}</p>}
            </div>,
            t(`backups.ui.kind.${run.kind}`),
            <Outcome key="outcome" run={run} />,
            <Measures key="found" run={run} />,
          ],
        }))}
      />
    </section>
  );
}

function Outcome({ run: { outcome, startedAt, why } }: { run: Run }) {
  const { t } = useLanguage();
  if (outcome === null) return startedAt === null ? t('backups.ui.asked') : t('backups.ui.at_work');
  return (
    <div>
      <Badge tone={outcome === 'done' ? 'leaf' : 'clay'}>{t(`backups.ui.outcome.${outcome}`)}</Badge>
      {why !== null && (
        <p className="quiet">
          <code>{why}</code>
        </p>
      )}
    </div>
  );
}

function Measures({ run: { bytes, rowsRead, isChainWhole, backup } }: { run: Run }) {
  const { t, formats } = useLanguage();
  const { size } = useWords();
  return (
    <div>
      {rowsRead === null ? bytes !== null && size(bytes) : t('backups.ui.rows', { rows: formats.number(rowsRead) })}
      {isChainWhole === true && <p>{t('backups.ui.chain_whole')}</p>}
      {backup !== null && <p className="quiet break">{backup}</p>}
    </div>
  );
}
