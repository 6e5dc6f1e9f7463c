import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Converted, DemoBadge, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { currencies } from '../../../platform/money/currencies.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { usualCurrencies } from '../rate.ts';
import { type Conversion, ratesApi } from './client.ts';
import { useRateWords } from './useRateWords.ts';

const usual: readonly string[] = usualCurrencies;
/** The currencies of the partnerships first. */
export const offered = [...usual, ...currencies.filter((code) => !usual.includes(code))].map((value) => ({
  value,
  label: value,
}));

const empty = { amount: '', currency: 'USD', to: 'KZT', on: '' };

type Typed = typeof empty;
type Fields = { typed: Typed; set: (changed: Partial<Typed>) => void };

/** As a person types an amount: `1 500,50`. */
const plainAmount = (typed: string): string => typed.replaceAll(/\s/g, '').replace(',', '.');

/** A small converter: an amount, and at which rate of which day and source. */
export function Converter() {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(empty);
  const [asked, setAsked] = useState<Typed | null>(null);
  const { amount, currency, to, on } = asked ?? empty;
  const query = useQuery({
    ...ratesApi.convert.queryOptions({ input: { amount, currency, to, ...(on !== '' && { on }) } }),
    enabled: asked !== null,
    retry: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ ...typed, amount: plainAmount(typed.amount) });
  };
  return (
    <section className="card stack" aria-label={t('rates.ui.converter')}>
      <h2 className="minor">{t('rates.ui.converter')}</h2>
      <form className="filters" onSubmit={submit}>
        <ConverterFields typed={typed} set={(changed) => setTyped({ ...typed, ...changed })} />
        <Button type="submit">{t('rates.ui.convert')}</Button>
      </form>
      <p className="hint">{t('rates.ui.hint')}</p>
      <ErrorNote error={asked && query.error} />
      <output>{asked && query.data && <Result found={query.data} />}</output>
    </section>
  );
}

function ConverterFields({ typed, set }: Fields) {
  const { t } = useLanguage();
  return (
    <>
      <TextField
        id="convert-amount"
        label={t('rates.ui.amount')}
        inputMode="decimal"
        required
        maxLength={40}
        value={typed.amount}
        onChange={(event) => set({ amount: event.target.value })}
      />
      {(['currency', 'to'] as const).map((name) => (
        <SelectField
          key={name}
          id={`convert-${name}`}
          label={t(`rates.ui.${name}`)}
          options={offered}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      ))}
      <TextField
        id="convert-on"
        type="date"
        label={t('rates.ui.date')}
        value={typed.on}
        onChange={(event) => set({ on: event.target.value })}
      />
    </>
  );
}

function Result({ found }: { found: Conversion }) {
  const { t, formats } = useLanguage();
  const { rateText } = useRateWords();
  const notes = { same: undefined, direct: undefined, inverse: t('rates.ui.inverse'), cross: t('rates.ui.cross') };
  return (
    <>
      <Converted
        amount={formats.amount({ amount: found.amount, currency: found.currency })}
        rates={found.steps.map(rateText)}
        note={notes[found.path]}
        others={found.others.map((other) => `${t('rates.ui.others')} ${rateText(other)}`)}
      />
      {found.isDemo && <DemoBadge label={t('rates.ui.demo')} />}
    </>
  );
}
