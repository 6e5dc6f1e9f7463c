import { useLanguage } from '../../../platform/i18n/react.ts';
import { type Place, placeOf, regionsOf, regionsOverTime } from '../../../platform/place/place.ts';

type Props = {
  /** A key of src/platform/place. */
  place: string;
  /** When what is told happened (EDTF); without it all regions of the place are told. */
  on?: string | null;
};

const isDated = ({ from, until }: { from: string | null; until: string | null }) => from !== null || until !== null;

/** A place with the region in which it lay then and in which it lies now, where they differ; in one line. */
export function ThenAndNow({ place: key, on = null }: Props) {
  const { t, locale, formats } = useLanguage();
  const place = placeOf(key);
  if (!place) return key;
  const called = ({ names }: Place) => names[locale];
  const spans = regionsOverTime(place);
  const [last] = spans.toReversed();
  if (!last) return called(place);
  const then = on === null ? [] : regionsOf(place, on);
  const isThenOther = then.some(({ id }) => id !== last.region.id);
  if (spans.length === 1 && !isDated(last)) return `${called(place)}, ${called(last.region)}`;
  if (on !== null && isThenOther)
    return t('directory.ui.place.then', {
      place: called(place),
      past: formats.list(then.map(called), 'or'),
      now: called(last.region),
    });
  if (on !== null) return `${called(place)}, ${called(last.region)}`;
  const told = spans.map(({ region, from, until }) =>
    until === null
      ? t('directory.ui.place.since', { region: called(region), day: from === null ? '' : formats.edtf(from) })
      : t('directory.ui.place.until', { region: called(region), day: formats.edtf(until) }),
  );
  return `${called(place)}: ${told.join('; ')}`;
}
