import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Badge, Card, DemoBadge, Figure, Figures, LinkButton } from '../../../design/index.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { type Partnership, Sides } from '../../directory/ui/Sides.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accordsApi } from './client.ts';
import { PartnershipCommitments } from './PartnershipCommitments.tsx';
import { Capacities, NewestClaims } from './PartnershipFacts.tsx';
import type { Overview } from './types.ts';
import { useWords } from './useWords.ts';

/** /app/partnerships/{slug}: the sides, what is promised and delivered, what both rest on. */
export function PartnershipPage() {
  const { slug = '' } = useParams({ strict: false });
  const partnership = useQuery(directoryApi.partnership.queryOptions({ input: { slug } }));
  const overview = useQuery(accordsApi.overview.queryOptions({ input: { slug } }));
  return (
    <Loaded query={partnership}>
      {(it) => (
        <div className="stack-l" key={slug}>
          <Head partnership={it} />
          <Loaded query={overview}>{(found) => <Results overview={found} isDemo={it.isDemo} />}</Loaded>
          <PartnershipCommitments slug={slug} />
          <div className={overview.data?.capacities.length ? 'cols three' : 'cols half'}>
            <Sides partnership={it} />
            {overview.data && <Capacities overview={overview.data} />}
            {overview.data && <NewestClaims claims={overview.data.claims} isOwn={it.ownSide !== null} />}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function Head({ partnership: it }: { partnership: Partnership }) {
  const { t, locale } = useWords();
  const { slug } = it;
  return (
    <PageHead
      title={nameIn(locale, it.names)}
      crumbs={[{ href: '/app/partnerships', label: t('web.nav.partnerships') }]}
      lead={textIn(locale, it.summary).text}
      actions={
        <>
          <Badge tone={it.visibility === 'public' ? 'leaf' : 'sky'}>
            {t(`accords.ui.visibility.${it.visibility}`)}
          </Badge>
          {it.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
          <LinkButton href={`/app/meetings?partnership=${slug}`}>{t('web.nav.meetings')}</LinkButton>
          <LinkButton href={`/app/instruments?partnership=${slug}`}>{t('web.nav.instruments')}</LinkButton>
          <LinkButton href={`/app/documents?partnership=${slug}`}>{t('accords.ui.partnership.documents')}</LinkButton>
          {it.visibility === 'public' && (
            <LinkButton href={`/${locale}/partnerships/${slug}`}>{t('accords.ui.publication.public_page')}</LinkButton>
          )}
        </>
      }
    />
  );
}

/** What was delivered, by measure and currency. Each number leads to what it was counted from. */
function Results({ overview: { figures }, isDemo }: { overview: Overview; isDemo: boolean }) {
  const { t, amount, locale } = useWords();
  if (figures.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.partnership.delivered')}>
      <Figures>
        {figures.map((figure) => (
          <Figure
            key={`${figure.measure?.key ?? figure.amount.currency} ${figure.isDemo}`}
            value={amount(figure.amount, figure.comparator)}
            label={
              <>
                {figure.measure ? nameIn(locale, figure.measure.names) : t('accords.ui.kind.money')}
                {figure.isDemo && !isDemo && (
                  <>
                    {' '}
                    <DemoBadge label={t('accords.ui.demo')} />
                  </>
                )}
              </>
            }
            {...(figure.commitment && {
              href: `/app/commitments/${figure.commitment}`,
              proofLabel: t('accords.ui.proof.show'),
            })}
          />
        ))}
      </Figures>
    </Card>
  );
}
