import type { ReactNode } from 'react';
import { Card, Converted } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { CommitmentData } from '../commitment.ts';
import { convertedOf } from '../converted.ts';

/** The amount in other currencies: never without its rate, day and source, and never part of a total. */
export function OtherCurrencies({ data }: { data: CommitmentData }): ReactNode {
  const { t, formats } = useLanguage();
  const found = convertedOf(data);
  if (found.length === 0) return null;
  const { comparator } = data.commitment;
  return (
    <Card title={t('public.converted')} level={2}>
      <div className="stack-s">
        {found.map(({ amount, path, steps }) => (
          <Converted
            key={amount.currency}
            amount={formats.compared(comparator, amount)}
            rates={steps.map(({ base, quote, rate, day, source }) =>
              t('public.converted.at', { base, quote, rate, day, source }),
            )}
            {...((path === 'cross' || path === 'inverse') && { note: t(`public.converted.${path}`) })}
          />
        ))}
        <p className="hint">{t('public.converted.text')}</p>
      </div>
    </Card>
  );
}
