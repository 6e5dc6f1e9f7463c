import { useQuery } from '@tanstack/react-query';
import { Badge, DemoBadge, EmptyState, LinkButton } from '../../../../design/index.ts';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import type { PathShown } from '../../schemas.path.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';

/** /app/referrals/paths: the paths that referrals go by, and which of their versions is approved. */
export function PathsPage() {
  const { t } = useWords();
  const query = useQuery(referralsApi.paths.queryOptions({ input: {} }));
  const mayWrite = useMay('referrals.configure');
  const begin = mayWrite && (
    <LinkButton tone="primary" href="/app/referrals/paths/new">
      {t('referrals.path.new')}
    </LinkButton>
  );
  return (
    <>
      <PageHead
        title={t('referrals.path.all')}
        lead={t('referrals.path.lead')}
        crumbs={[{ href: '/app/referrals', label: t('referrals.ui.all') }]}
        actions={begin}
      />
      <Loaded query={query}>
        {(paths) =>
          paths.length === 0 ? (
            <EmptyState
              level={2}
              title={t('referrals.path.none')}
              text={t('referrals.path.none_text')}
              action={begin}
            />
          ) : (
            <List paths={paths} />
          )
        }
      </Loaded>
    </>
  );
}

function List({ paths }: { paths: readonly PathShown[] }) {
  const { t, name } = useWords();
  return (
    <section className="card" aria-label={t('referrals.path.all')}>
      {paths.map(({ id, names, approved, isDemo, isOwn }) => (
        <article key={id} className="promise stack-s">
          <h2 className="minor">
            <a href={`/app/referrals/paths/${id}`}>{name(names)}</a>
          </h2>
          <p className="row">
            <Badge tone={approved === null ? 'sun' : 'leaf'}>
              {approved === null
                ? t('referrals.path.not_approved')
                : t('referrals.path.approved', { number: approved })}
            </Badge>
            {isOwn && <Badge tone="line">{t('referrals.path.own')}</Badge>}
            {isDemo && <DemoBadge label={t('referrals.demo_badge')} />}
          </p>
        </article>
      ))}
    </section>
  );
}
