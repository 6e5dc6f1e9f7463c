import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Card, DemoBadge, EmptyState, Note, PromiseBar } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { quotasContract } from '../contract.ts';
import { isOverCapacity } from '../quota.ts';
import type { Capacity, CentreYear, Named, Quota } from '../schemas.ts';
import { CapacityForm } from './CapacityForm.tsx';
import { quotasApi } from './client.ts';
import { GroupForm } from './GroupForm.tsx';
import { useWords } from './useWords.ts';

/** /app/quotas/capacity: what centres can do in a year, beside all quotas on them. */
export function CapacityPage() {
  const { t } = useWords();
  const [isOpen, open] = useState<'capacity' | 'group' | null>(null);
  const mayState = useCan(quotasContract.recordCapacity);
  const query = useQuery(quotasApi.capacities.queryOptions({ input: {} }));
  return (
    <>
      <PageHead
        title={t('quotas.capacity.title')}
        lead={t('quotas.capacity.lead')}
        crumbs={[{ href: '/app/quotas', label: t('quotas.ui.title') }]}
        actions={mayState && isOpen === null && <Adding open={open} />}
      />
      {isOpen === 'capacity' && <CapacityForm close={() => open(null)} />}
      {isOpen === 'group' && <GroupForm close={() => open(null)} />}
      <Loaded query={query}>
        {({ items, organisations }) =>
          items.length === 0 ? (
            <EmptyState level={2} title={t('phrase.no_results')} text={t('quotas.capacity.none')} />
          ) : (
            <div className="stack">
              {items.map((item) => (
                <One
                  key={`${item.year} ${item.diseaseGroup.code} ${item.centre}`}
                  item={item}
                  organisations={organisations}
                />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Adding({ open }: { open: (what: 'capacity' | 'group') => void }) {
  const { t } = useWords();
  return (
    <>
      <Button onClick={() => open('capacity')}>{t('quotas.capacity.add')}</Button>
      <Button onClick={() => open('group')}>{t('quotas.group.add')}</Button>
    </>
  );
}

/** What is said that a centre can do: where several say so, the newest is drawn and all are read. */
function One({ item, organisations }: { item: CentreYear; organisations: readonly Named[] }) {
  const { t, name, organisation } = useWords();
  const { centre, diseaseGroup, year, capacities, quotas, granted, taken } = item;
  const most = capacities[0];
  const all = t('quotas.capacity.all_seats', { granted, taken });
  return (
    <Card level={2} title={organisation(centre, organisations)} aside={`${name(diseaseGroup.names)}, ${year}`}>
      <div className="stack-s">
        {capacities.length === 0 && <p className="quiet">{t('quotas.capacity.not_stated')}</p>}
        {capacities.map((capacity) => (
          <Stated key={capacity.id} capacity={capacity} organisations={organisations} />
        ))}
        <p>{all}</p>
        {most && <PromiseBar content={{ kind: 'measured', share: granted / most.seats }} label={all} />}
        {most && isOverCapacity(most, granted) && <Note tone="warn">{t('quotas.capacity.over')}</Note>}
        {quotas.length > 0 && <h3 className="minor">{t('quotas.capacity.of_quotas')}</h3>}
        <ul className="plain">
          {quotas.map((quota) => (
            <On key={quota.id} quota={quota} organisations={organisations} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Stated({ capacity, organisations }: { capacity: Capacity; organisations: readonly Named[] }) {
  const { t, text, formats, organisation } = useWords();
  const { seats, comparator, statedBy, source, claim, isDemo } = capacity;
  const said = [source ? text(source) : null, organisation(statedBy, organisations)].filter(Boolean).join(', ');
  return (
    <p>
      <b>{t('quotas.capacity.can', { count: formats.compared(comparator, seats) })}</b>{' '}
      <span className="quiet">{said}</span>{' '}
      {claim !== null && <a href={`/app/claims/${claim}`}>{t('quotas.capacity.source')}</a>}{' '}
      {isDemo && <DemoBadge label={t('quotas.ui.demo')} />}
    </p>
  );
}

function On({ quota, organisations }: { quota: Quota; organisations: readonly Named[] }) {
  const { t, organisation, region, amount } = useWords();
  const { id, beneficiary, balance, currency, isDemo } = quota;
  return (
    <li>
      <a href={`/app/quotas/${id}`}>
        {organisation(beneficiary, organisations)}, {region(quota.region)}
      </a>
      : {amount(balance.granted, currency)}, {t('quotas.account.free')} {amount(balance.free, currency)}{' '}
      {isDemo && <DemoBadge label={t('quotas.ui.demo')} />}
    </li>
  );
}
