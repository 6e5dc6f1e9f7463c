import type { ReactNode } from 'react';
import { CorridorMap, type MapArc, type MapEnd, Table } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, partnerPath, placePath } from '../address.ts';
import { mapGround } from '../map.ts';
import type { Corridor } from '../overview.ts';
import { placeName, useCountryName } from './countries.ts';
import { Demo } from './parts.tsx';

const wholeCountry = 'kz';

type Drawn = { ends: MapEnd[]; arcs: MapArc[]; ground: ReturnType<typeof mapGround> };

/** Ends and arcs of the map; a country that the atlas does not have is in the table alone. */
function drawn(
  corridors: readonly Corridor[],
  nameOf: { country: (code: string) => string; place: (key: string) => string },
): Drawn {
  const ground = mapGround(corridors.map(({ country }) => country));
  const regions = new Map<string, MapEnd>();
  const partners: MapEnd[] = [];
  const arcs: MapArc[] = [];
  for (const [index, { country, places }] of corridors.entries()) {
    const at = ground.country(country);
    if (!at) continue;
    const from: MapEnd = { key: country, ...at, name: nameOf.country(country), number: index + 1 };
    partners.push(from);
    for (const { key, open } of places) {
      const end = regions.get(key) ?? regionEnd(ground, key, nameOf.place(key));
      if (!end) continue;
      regions.set(key, end);
      arcs.push({ key: `${country} ${key}`, from, to: end, weight: open });
    }
  }
  return { ground, ends: [...regions.values(), ...partners].toReversed(), arcs };
}

function regionEnd(ground: Drawn['ground'], key: string, name: string): MapEnd | null {
  const at = ground.place(key);
  return at && { key, ...at, name };
}

/** Which countries work with which regions: a map, the sentence that says what it shows, and the table that says it all. */
export function Corridors({ corridors, isDemo }: { corridors: readonly Corridor[]; isDemo: boolean }): ReactNode {
  const { locale, t } = useLanguage();
  const country = useCountryName();
  const [first] = corridors;
  if (!first) return null;
  const place = (key: string) => (key === wholeCountry ? t('public.map.whole_country') : placeName(locale, key));
  const { ground, ends, arcs } = drawn(corridors, { country, place });
  const weightiest = t('public.map.weightiest', {
    country: country(first.country),
    places: first.places.map(({ key }) => place(key)).join(', '),
    open: first.open,
  });
  return (
    <section className="stack" id="map" aria-labelledby="h-map">
      <div className="sec-head stack-s">
        <h2 id="h-map">{t('public.map.title')}</h2>
        <p className="quiet">
          {weightiest} {t('public.map.how')} {isDemo && <Demo />}
        </p>
      </div>
      {arcs.length > 0 && (
        <CorridorMap {...ground} {...{ ends, arcs }} label={`${t('public.map.title')}. ${weightiest}`} />
      )}
      <CorridorTable {...{ corridors, place }} />
    </section>
  );
}

type TableProps = { corridors: readonly Corridor[]; place: (key: string) => string };

function CorridorTable({ corridors, place }: TableProps): ReactNode {
  const { locale, t, formats } = useLanguage();
  const country = useCountryName();
  return (
    <Table
      id="corridors"
      caption={t('public.map.table')}
      columns={[
        { key: 'corridor', label: t('public.map.corridor') },
        { key: 'open', label: t('public.map.open'), numeric: true },
        { key: 'silent', label: t('public.map.silent'), numeric: true },
      ]}
      rows={corridors.map((corridor, index) => ({
        key: corridor.country,
        cells: [
          <span key="corridor">
            <span className="map-no">{index + 1}</span>
            <a href={addressOf(locale, partnerPath(corridor.country))}>{country(corridor.country)}</a>
            {' – '}
            {corridor.places.map(({ key, open }, at) => (
              <span key={key}>
                {at > 0 && ', '}
                <a href={addressOf(locale, placePath(key))}>{place(key)}</a>
                {corridor.places.length > 1 && ` (${formats.number(open)})`}
              </span>
            ))}
          </span>,
          formats.number(corridor.open),
          formats.number(corridor.silent),
        ],
      }))}
    />
  );
}
