import { Proof, Table } from '../../../design/index.ts';
import { placeOf } from '../../../platform/place/place.ts';
import type { Delivery } from './types.ts';
import { useWords } from './useWords.ts';

type Counted = NonNullable<Delivery['counted']>;

/** What a figure that nobody typed was counted from: closed examinations by place and day, or treatments by the month in which they began. */
export function CountedFrom({ delivery, counted }: { delivery: string; counted: Counted }) {
  const { t, formats, locale } = useWords();
  const { by, encounters, shares } = counted;
  if (by === 'referrals') return <CountedTreatments delivery={delivery} counted={counted} />;
  const named = (place: string | null): string =>
    place === null ? t('accords.ui.counted.place_unknown') : (placeOf(place)?.names[locale] ?? place);
  return (
    <Proof flat title={t('accords.ui.counted.from', { encounters })}>
      <Table
        id={`counted-${delivery}`}
        caption={t('accords.ui.counted.caption')}
        columns={[
          { key: 'place', label: t('accords.ui.counted.place') },
          { key: 'day', label: t('accords.ui.counted.day') },
          { key: 'amount', label: t('accords.ui.counted.amount'), numeric: true },
          { key: 'encounters', label: t('accords.ui.counted.encounters'), numeric: true },
        ]}
        rows={shares.map(({ place, day, amount, encounters: own }) => ({
          key: `${place} ${day}`,
          cells: [named(place), formats.edtf(day), formats.number(amount), formats.number(own)],
        }))}
      />
    </Proof>
  );
}

/** People are treated at the centre of a quota: only when stands beside how many. */
function CountedTreatments({ delivery, counted: { encounters, shares } }: { delivery: string; counted: Counted }) {
  const { t, formats } = useWords();
  return (
    <Proof flat title={t('accords.ui.counted.from_referrals', { encounters })}>
      <Table
        id={`counted-${delivery}`}
        caption={t('accords.ui.counted.caption_months')}
        columns={[
          { key: 'month', label: t('accords.ui.counted.month') },
          { key: 'amount', label: t('accords.ui.counted.amount'), numeric: true },
          { key: 'begun', label: t('accords.ui.counted.begun'), numeric: true },
        ]}
        rows={shares.map(({ day, amount, encounters: own }) => ({
          key: day,
          cells: [formats.edtf(day), formats.number(amount), formats.number(own)],
        }))}
      />
    </Proof>
  );
}
