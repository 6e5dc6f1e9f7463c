import { useQuery } from '@tanstack/react-query';
import { Button, EmptyState, Note } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { backupsApi, type Standing } from './client.ts';
import { Runs } from './Runs.tsx';
import { Now } from './Now.tsx';

/** /app/admin/backups: whether what is kept could be restored, how much would be lost, and what was tried. */
export function BackupsPage() {
  const { t } = useLanguage();
  const query = useQuery({ ...backupsApi.backups.queryOptions(), refetchInterval: 10_000 });
  return (
    <>
      <PageHead
        title={t('backups.ui.title')}
        lead={t('backups.ui.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>{(standing) => <Found standing={standing} />}</Loaded>
    </>
  );
}

function Found({ standing }: { standing: Standing }) {
  const { t } = useLanguage();
  if (standing.place === null)
    return <EmptyState level={2} title={t('backups.ui.not_set')} text={t('backups.ui.not_set_text')} />;
  return (
    <div className="stack">
      {standing.alarms.map((alarm) => (
        <Note key={alarm} tone="warn">
          <p>{t(`backups.ui.alarm.${alarm}`)}</p>
        </Note>
      ))}
      <Now standing={standing} />
      <Asking runs={standing.runs} />
      <Runs runs={standing.runs} />
    </div>
  );
}

const kinds = ['backup', 'drill'] as const;

function Asking({ runs }: Pick<Standing, 'runs'>) {
  const { t } = useLanguage();
  const asking = useSend(backupsApi.askForBackup.call);
  const isUnderWay = (kind: (typeof kinds)[number]): boolean =>
    runs.some((run) => run.kind === kind && run.outcome === null);
  return (
    <section className="card stack" aria-label={t('backups.ui.ask')}>
      <h2 className="minor">{t('backups.ui.ask')}</h2>
      <p className="quiet">{t('backups.ui.ask_text')}</p>
      <div className="row">
        {kinds.map((kind) => (
          <Button
            key={kind}
            tone={kind === 'backup' ? 'primary' : 'plain'}
            unavailable={asking.isSending || isUnderWay(kind)}
            onClick={() => asking.send({ kind })}
          >
            {t(isUnderWay(kind) ? `backups.ui.under_way.${kind}` : `backups.ui.now.${kind}`)}
          </Button>
        ))}
      </div>
      <ErrorNote error={asking.error} />
    </section>
  );
}
