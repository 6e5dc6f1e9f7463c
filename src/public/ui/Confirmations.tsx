import type { ReactNode } from 'react';
import { type SideStatement, TwoSided } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { CommitmentData } from '../commitment.ts';
import type { Confirmation } from '../data.ts';
import { amountText } from '../figures.ts';
import { partyNames, zone } from './parts.tsx';

/** What giver and receiver say of what was delivered. */
export function Confirmations({ data }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  const giver = useStatement(data, 'giver');
  const receiver = useStatement(data, 'receiver');
  return (
    <section className="stack" aria-labelledby="h-confirmations">
      <h2 id="h-confirmations">{t('public.confirmations.title')}</h2>
      <TwoSided sides={[giver, receiver]} />
      <p className="hint">{t('public.confirmations.once')}</p>
    </section>
  );
}

function useStatement(
  { commitment, confirmations, deliveries, organisations }: CommitmentData,
  as: Confirmation['confirmedAs'],
): SideStatement {
  const { locale, t, formats } = useLanguage();
  const parties = as === 'giver' ? commitment.debtors : commitment.creditors;
  const title = `${t(`public.confirmations.${as}`)}: ${partyNames(locale, organisations, parties) || t('public.not_stated')}`;
  const said = confirmations.filter(({ confirmedAs }) => confirmedAs === as);
  if (said.length === 0) {
    const text = t(
      deliveries.length === 0 ? 'public.confirmations.nothing_delivered' : 'public.confirmations.none_text',
    );
    return { title, state: { status: 'not_started', label: t('public.confirmations.none') }, text };
  }
  const confirmed = deliveries.filter(({ id }) => said.some(({ deliveryId }) => deliveryId === id));
  const amounts = confirmed.map(({ amount, comparator }) =>
    commitment.kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...commitment, comparator }),
  );
  const signed = said.map(
    ({ organisationId, at }) =>
      `${partyNames(locale, organisations, [organisationId])}, ${formats.moment(at, zone, 'long')}`,
  );
  return {
    title,
    state: { status: 'kept', label: t('public.confirmations.done') },
    text: [...new Set(amounts)].join(' · '),
    signed: [...new Set(signed)].join('; '),
  };
}
