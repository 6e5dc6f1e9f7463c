import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Badge, DemoBadge, EmptyState, LinkButton, PromiseBar, Table } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { oneOf } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { quotasContract } from '../contract.ts';
import { quotaStates } from '../quota.ts';
import type { Named, Quota } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { useWords } from './useWords.ts';

export const tones = { draft: 'plain', open: 'leaf', closed: 'clay' } as const;

/** /app/quotas and /app/partnerships/{slug}/quotas: what is free for whom. The state that is asked for is in the address. */
export function QuotasPage() {
  const { t } = useWords();
  const { slug } = useParams({ strict: false });
  const search: Record<string, unknown> = useSearch({ strict: false });
  const state = oneOf(search['state'], quotaStates);
  const input = { ...(slug !== undefined && { partnership: slug }), ...(state && { state }) };
  const query = useQuery(quotasApi.quotas.queryOptions({ input }));
  const path = slug === undefined ? '/app/quotas' : `/app/partnerships/${slug}/quotas`;
  return (
    <>
      <PageHead
        title={t('quotas.ui.title')}
        lead={t('quotas.ui.lead')}
        crumbs={slug === undefined ? [] : [{ href: `/app/partnerships/${slug}`, label: slug }]}
        actions={<Actions slug={slug} />}
      />
      <nav className="picks" aria-label={t('quotas.ui.states')}>
        {[undefined, ...quotaStates].map((each) => (
          <a
            key={each ?? 'all'}
            href={each ? `${path}?state=${each}` : path}
            aria-current={each === state ? 'true' : undefined}
          >
            {each ? t(`quotas.state.${each}`) : t('quotas.ui.any_state')}
          </a>
        ))}
      </nav>
      <Loaded query={query}>{({ items, organisations }) => <Found {...{ items, organisations }} />}</Loaded>
    </>
  );
}

function Actions({ slug }: { slug: string | undefined }) {
  const { t } = useWords();
  const asked = slug === undefined ? '' : `?partnership=${encodeURIComponent(slug)}`;
  const mayBegin = useCan(quotasContract.recordQuota);
  return (
    <>
      <LinkButton href="/app/quotas/capacity">{t('quotas.capacity.title')}</LinkButton>
      {mayBegin && (
        <LinkButton tone="primary" href={`/app/quotas/new${asked}`}>
          {t('quotas.ui.new')}
        </LinkButton>
      )}
    </>
  );
}

function Found({ items, organisations }: { items: readonly Quota[]; organisations: readonly Named[] }) {
  const { t, organisation, amount, name, region } = useWords();
  if (items.length === 0) return <EmptyState level={2} title={t('phrase.no_results')} text={t('quotas.ui.none')} />;
  return (
    <Table
      id="quotas"
      caption={t('quotas.ui.title')}
      captionHidden
      columns={[
        { key: 'group', label: t('quotas.ui.group') },
        { key: 'year', label: t('quotas.ui.year'), numeric: true },
        { key: 'centre', label: t('quotas.ui.centre') },
        { key: 'beneficiary', label: t('quotas.ui.beneficiary') },
        { key: 'bar', label: t('quotas.ui.granted') },
        { key: 'free', label: t('quotas.ui.free'), numeric: true },
      ]}
      rows={items.map((quota) => ({
        key: quota.id,
        cells: [
          <Head key="group" quota={quota} />,
          String(quota.year),
          organisation(quota.centre, organisations),
          `${organisation(quota.beneficiary, organisations)}, ${region(quota.region)}`,
          <Taken key="bar" quota={quota} label={`${name(quota.diseaseGroup.names)} ${quota.year}`} />,
          quota.state === 'draft' ? '–' : amount(quota.balance.free, quota.currency),
        ],
      }))}
    />
  );
}

function Head({ quota: { id, diseaseGroup, state, isDemo } }: { quota: Quota }) {
  const { t, name } = useWords();
  return (
    <>
      <a href={`/app/quotas/${id}`}>{name(diseaseGroup.names)}</a>{' '}
      <Badge tone={tones[state]}>{t(`quotas.state.${state}`)}</Badge>{' '}
      {isDemo && <DemoBadge label={t('quotas.ui.demo')} />}
    </>
  );
}

function Taken({
  quota: { state, amount: planned, balance, currency, fullness },
  label,
}: {
  quota: Quota;
  label: string;
}) {
  const { amount, formats } = useWords();
  if (state === 'draft') return amount(planned, currency);
  return (
    <>
      {amount(balance.granted, currency)}
      <PromiseBar
        content={{ kind: 'measured', share: fullness / 100 }}
        label={`${label}: ${formats.percent(fullness / 100)}`}
      />
    </>
  );
}
