import type { ReactNode } from 'react';
import { Table } from '../../design/index.ts';
import type { ShownNumber } from '../../platform/smallNumbers.ts';
import { wordIn } from '../../modules/missions/reportWords.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Entry } from '../commitment.ts';

/** A number, or that it is not said. */
export function Shown({ number }: { number: ShownNumber | undefined }): ReactNode {
  const { locale, formats } = useLanguage();
  return number?.is === 'number' ? formats.number(number.value) : wordIn(locale, number?.is ?? 'hidden');
}

/** From how many records a figure was counted: examinations by place and day, or treatments by month; small numbers are not said. */
export function CountedFrom({ id, counted }: { id: string; counted: NonNullable<Entry['counted']> }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const { by, encounters, shares } = counted;
  const isByMonth = by === 'referrals';
  const said = encounters.is === 'number' ? formats.number(encounters.value) : wordIn(locale, encounters.is);
  const named = (place: string | null): string =>
    place === null ? wordIn(locale, 'unknown') : (placeOf(place)?.names[locale] ?? place);
  return (
    <>
      <p>{t(isByMonth ? 'public.proofs.counted.referrals' : 'public.proofs.counted', { encounters: said })}</p>
      <Table
        id={`counted-${id}`}
        caption={t(isByMonth ? 'public.proofs.counted.by_month' : 'public.proofs.counted.by')}
        columns={[
          ...(isByMonth ? [] : [{ key: 'place', label: t('public.place') }]),
          { key: 'day', label: t(isByMonth ? 'public.proofs.counted.month' : 'public.proofs.counted.day') },
          { key: 'amount', label: t('public.proofs.counted.amount'), numeric: true },
        ]}
        rows={shares.map(({ place, day, amount }) => ({
          key: `${place} ${day}`,
          cells: [...(isByMonth ? [] : [named(place)]), formats.edtf(day), <Shown key="amount" number={amount} />],
        }))}
      />
    </>
  );
}
