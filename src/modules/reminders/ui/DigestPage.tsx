import { useQuery } from '@tanstack/react-query';
import { Card, EmptyState } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Choice } from './Choice.tsx';
import { remindersApi } from './client.ts';
import { Contents, type Digests } from './Contents.tsx';

/** /app/digest: how things stand now, the digests of the last weeks, and whether they come by mail. */
export function DigestPage() {
  const { t } = useLanguage();
  const now = useQuery(remindersApi.now.queryOptions());
  const digests = useQuery(remindersApi.digests.queryOptions());
  return (
    <>
      <PageHead
        title={t('reminders.title')}
        lead={t('reminders.lead')}
        crumbs={[{ href: '/app', label: t('web.nav.today') }]}
      />
      <div className="cols side">
        <div className="stack-l">
          <Card level={2} title={t('reminders.now')}>
            <Loaded query={now}>
              {(found) => (
                <div className="stack">
                  <Contents {...found} />
                </div>
              )}
            </Loaded>
          </Card>
          <Loaded query={digests}>{(found) => <Weeks digests={found} />}</Loaded>
        </div>
        <aside className="stack-l">
          <Choice />
        </aside>
      </div>
    </>
  );
}

function Weeks({ digests: { items, commitments } }: { digests: Digests }) {
  const { t, formats } = useLanguage();
  if (items.length === 0) return <EmptyState level={2} title={t('reminders.none')} text={t('reminders.none_text')} />;
  return items.map(({ id, week, monday, madeAt, contents }, index) => (
    <details className="card" key={id} open={index === 0}>
      <summary>
        <b>{t('reminders.week', { monday })}</b> <span className="quiet">{week}</span>
      </summary>
      <div className="stack">
        <Contents contents={contents} commitments={commitments} />
        <p className="hint">{t('reminders.made', { at: formats.moment(new Date(madeAt), 'Asia/Almaty') })}</p>
      </div>
    </details>
  ));
}
