import { Card, KeyValue } from '../../../design/index.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** Days and people of the referral; nothing clinical. */
export function Facts({ referral }: { referral: Referral }) {
  const { t, day, name, organisation } = useWords();
  const { commission, organisations, patient, askedAt, arrival, until, arrivedAt, startedAt, dischargedAt } = referral;
  const { fractions, previous, next, pathNames, path } = referral;
  const on = (label: string, at: string | null) => (at === null ? [] : [{ label, value: day(at) }]);
  const facts = [
    { label: t('referrals.fact.patient'), value: <a href={`/app/patients/${patient}`}>{t('referrals.fact.open')}</a> },
    ...(commission === null
      ? []
      : [{ label: t('referrals.fact.commission'), value: organisation(commission, organisations) }]),
    {
      label: t('referrals.fact.path'),
      value: <a href={`/app/referrals/paths/${path.id}`}>{`${name(pathNames)} (${path.version})`}</a>,
    },
    ...on(t('referrals.fact.asked'), askedAt),
    ...on(t('referrals.fact.arrival'), arrival),
    ...on(t('referrals.fact.until'), until),
    ...on(t('referrals.fact.arrived'), arrivedAt),
    ...on(t('referrals.fact.started'), startedAt),
    ...(fractions === null ? [] : [{ label: t('referrals.fact.fractions'), value: t('referrals.ui.of', fractions) }]),
    ...on(t('referrals.fact.discharged'), dischargedAt),
    ...linked(t('referrals.fact.previous'), previous, t('referrals.fact.open')),
    ...linked(t('referrals.fact.next'), next, t('referrals.fact.open')),
  ];
  return (
    <Card level={2} title={t('referrals.fact.title')}>
      <KeyValue facts={facts} />
    </Card>
  );
}

const linked = (label: string, id: string | null, words: string) =>
  id === null ? [] : [{ label, value: <a href={`/app/referrals/${id}`}>{words}</a> }];
