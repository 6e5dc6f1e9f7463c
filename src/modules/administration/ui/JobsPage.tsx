import { useQuery } from '@tanstack/react-query';
import { Button, EmptyState, Note, StatusChip, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { administrationApi, type Jobs, type Run, zone } from './client.ts';
import { jobIn, shapeOfOutcome, shapeOfQueued, spanIn } from './words.ts';

const every = 10_000;

/** /app/admin/jobs: what runs by itself, what waits, who runs it, and how the last runs went. */
export function JobsPage() {
  const { t } = useLanguage();
  const jobs = useQuery({ ...administrationApi.jobs.queryOptions(), refetchInterval: every });
  const runs = useQuery({ ...administrationApi.runs.queryOptions({ input: {} }), refetchInterval: every });
  return (
    <>
      <PageHead
        title={t('administration.ui.jobs.title')}
        lead={t('administration.ui.jobs.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={jobs}>
        {(found) => (
          <>
            <Runners runners={found.runners} />
            <Scheduled jobs={found.jobs} />
            <Queue queue={found.queue} />
          </>
        )}
      </Loaded>
      <Loaded query={runs}>{({ items }) => <Runs runs={items} />}</Loaded>
    </>
  );
}

function Runners({ runners }: Pick<Jobs, 'runners'>) {
  const { t } = useLanguage();
  const alive = runners.filter(({ isSilent }) => !isSilent).length;
  if (alive > 0) return <p>{t('administration.ui.jobs.runners', { count: alive })}</p>;
  return (
    <Note tone="stop">
      <p>{t('administration.ui.jobs.no_runner')}</p>
    </Note>
  );
}

function Scheduled({ jobs }: Pick<Jobs, 'jobs'>) {
  const { t, formats } = useLanguage();
  return (
    <Table
      id="jobs"
      caption={t('administration.ui.jobs.scheduled')}
      columns={[
        { key: 'job', label: t('administration.ui.jobs.job') },
        { key: 'last', label: t('administration.ui.jobs.last') },
        { key: 'next', label: t('administration.ui.jobs.next') },
        { key: 'act', label: t('administration.ui.acts') },
      ]}
      rows={jobs.map(({ name, next, last }) => ({
        key: name,
        cells: [
          jobIn(t, name),
          last ? <Outcome key="last" run={last} /> : t('administration.ui.jobs.never'),
          next ? formats.moment(new Date(next), zone) : '–',
          <Start key="act" name={name} />,
        ],
      }))}
    />
  );
}

/** How a run went: word, shape, when, how long, how much. */
function Outcome({ run }: { run: Run }) {
  const { t, formats } = useLanguage();
  const facts = [
    formats.moment(new Date(run.startedAt), zone),
    spanIn(t, run.tookMs / 1000),
    ...(run.count === null ? [] : [t('administration.ui.jobs.count', { count: run.count })]),
    ...(run.error === null ? [] : [t('administration.ui.message.failure', { name: run.error })]),
  ];
  const word = run.isStopping ? t('administration.ui.outcome.stopping') : t(`administration.ui.outcome.${run.outcome}`);
  return (
    <div className="stack-s">
      <StatusChip status={shapeOfOutcome[run.outcome]} label={word} /> <span className="src">{facts.join(' · ')}</span>
    </div>
  );
}

function Start({ name }: { name: string }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(administrationApi.startJob.call);
  return (
    <>
      <Button
        small
        unavailable={isSending}
        onClick={() => send({ name })}
        aria-label={`${t('administration.ui.act.start')}: ${jobIn(t, name)}`}
      >
        {t('administration.ui.act.start')}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}

function Queue({ queue }: Pick<Jobs, 'queue'>) {
  const { t, formats } = useLanguage();
  if (queue.length === 0)
    return (
      <EmptyState level={2} title={t('administration.ui.queue.none')} text={t('administration.ui.queue.none_text')} />
    );
  return (
    <Table
      id="queue"
      caption={t('administration.ui.queue.title')}
      columns={[
        { key: 'job', label: t('administration.ui.jobs.job') },
        { key: 'state', label: t('administration.ui.message.state') },
        { key: 'at', label: t('administration.ui.jobs.next') },
        { key: 'tries', label: t('administration.ui.message.tries'), numeric: true },
        { key: 'act', label: t('administration.ui.acts') },
      ]}
      rows={queue.map((queued) => ({
        key: queued.id,
        cells: [
          jobIn(t, queued.job),
          <div key="state" className="stack-s">
            <StatusChip status={shapeOfQueued[queued.state]} label={t(`administration.ui.queued.${queued.state}`)} />
            {queued.error && (
              <span className="src">{t('administration.ui.message.failure', { name: queued.error })}</span>
            )}
          </div>,
          formats.moment(new Date(queued.runAt), zone),
          `${formats.number(queued.attempts)} / ${formats.number(queued.mostAttempts)}`,
          <QueueActs key="act" queued={queued} />,
        ],
      }))}
    />
  );
}

function QueueActs({ queued: { id, state, job } }: { queued: Jobs['queue'][number] }) {
  const { t } = useLanguage();
  const retry = useSend(administrationApi.retryJob.call);
  const cancel = useSend(administrationApi.cancelJob.call);
  return (
    <div className="stack-s">
      <div className="row">
        {state !== 'running' && (
          <Button
            small
            unavailable={retry.isSending}
            onClick={() => retry.send({ id })}
            aria-label={`${t('administration.ui.act.retry')}: ${jobIn(t, job)}`}
          >
            {t('administration.ui.act.retry')}
          </Button>
        )}
        <Button
          small
          tone="danger"
          unavailable={cancel.isSending}
          onClick={() => cancel.send({ id })}
          aria-label={`${t('administration.ui.act.cancel')}: ${jobIn(t, job)}`}
        >
          {t('administration.ui.act.cancel')}
        </Button>
      </div>
      <ErrorNote error={retry.error ?? cancel.error} />
    </div>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const { t } = useLanguage();
  if (runs.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('administration.ui.jobs.runs')}</h2>
      <ul className="plain stack-s">
        {runs.map((run) => (
          <li key={run.id}>
            <b>{jobIn(t, run.job)}</b> <Outcome run={run} />
          </li>
        ))}
      </ul>
    </section>
  );
}
