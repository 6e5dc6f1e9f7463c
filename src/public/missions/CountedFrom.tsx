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

/** From how many closed examinations a figure was counted, by place and day; small numbers are not said. */
export function CountedFrom({ id, counted }: { id: string; counted: NonNullable<Entry['counted']> }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const { encounters, shares } = counted;
  const said = encounters.is === 'number' ? formats.number(encounters.value) : wordIn(locale, encounters.is);
  const named = (place: string | null): string =>
    place === null ? wordIn(locale, 'unknown') : (placeOf(place)?.names[locale] ?? place);
  return (
    <>
      <p>{t('public.proofs.counted', { encounters: said })}</p>
      <Table
        id={`counted-${id}`}
        caption={t('public.proofs.counted.by')}
        columns={[
          { key: 'place', label: t('public.place') },
          { key: 'day', label: t('public.proofs.counted.day') },
          { key: 'amount', label: t('public.proofs.counted.amount'), numeric: true },
        ]}
        rows={shares.map(({ place, day, amount }) => ({
          key: `${place} ${day}`,
          cells: [named(place), formats.edtf(day), <Shown key="amount" number={amount} />],
        }))}
      />
    </>
  );
}
