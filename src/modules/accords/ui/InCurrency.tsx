import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Converted, SelectField } from '../../../design/index.ts';
import { accordsApi } from './client.ts';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

const offered = ['KZT', 'USD', 'EUR', 'RUB', 'JPY', 'KRW', 'ILS', 'KGS', 'UZS'] as const;

/** The promised amount in a currency that the reader chooses, with the rate, its day and its source. */
export function InCurrency({ commitment: { id, kind, target, currency } }: { commitment: Commitment }) {
  const { t } = useWords();
  const [to, setTo] = useState<'' | (typeof offered)[number]>('');
  if (kind !== 'money' || target === null) return null;
  return (
    <div className="stack-s">
      <SelectField
        id="in-currency"
        label={t('accords.ui.converted.in')}
        value={to}
        onChange={(event) => setTo(event.target.value as typeof to)}
        options={[
          { value: '', label: t('accords.ui.converted.as_stated') },
          ...offered.filter((each) => each !== currency).map((value) => ({ value, label: value })),
        ]}
      />
      {to !== '' && <Shown id={id} to={to} />}
    </div>
  );
}

function Shown({ id, to }: { id: string; to: (typeof offered)[number] }) {
  const { t, amount, formats } = useWords();
  const { data } = useQuery(accordsApi.commitment.queryOptions({ input: { id, in: to } }));
  if (!data) return null;
  if (!data.converted) return <p className="quiet">{t('accords.ui.converted.no_rate')}</p>;
  const { steps, others, amount: money } = data.converted;
  const said = ({ base, quote, rate, day, source }: (typeof others)[number]) =>
    `1 ${base} = ${rate} ${quote}, ${formats.edtf(day, 'short')}, ${source}`;
  return (
    <p>
      <Converted amount={amount(money)} rates={steps.map(said)} others={others.map(said)} />
    </p>
  );
}
