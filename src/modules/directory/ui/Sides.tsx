import { Badge, Card, DemoBadge, type Fact, KeyValue } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { localeTable } from '../../../platform/i18n/locales.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { placeOf } from '../../../platform/place/place.ts';
import type { Partnership } from './types.ts';

export type { Partnership } from './types.ts';

/** Who works together, side by side. */
export function Sides({ partnership }: { partnership: Partnership }) {
  const { t, locale } = useLanguage();
  const { sides, ownSide, organisations, slug, isOwner } = partnership;
  return (
    <Card level={2} title={t('directory.ui.sides')}>
      <div className="stack">
        {sides.map((side) => (
          <div key={side.id} className="stack-s">
            <h3 className="minor row">
              {nameIn(locale, side.names)}{' '}
              {side.role !== 'both' && <Badge>{t(`directory.ui.role.${side.role}`)}</Badge>}{' '}
              {side.id === ownSide && <Badge tone="sky">{t('directory.ui.own_side')}</Badge>}
            </h3>
            <ul className="plain">
              {organisations
                .filter(({ id }) => side.organisations.includes(id))
                .map(({ id, names, isDemo }) => (
                  <li key={id}>
                    <a href={`/app/organisations/${id}`}>{nameIn(locale, names)}</a>{' '}
                    {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
                  </li>
                ))}
            </ul>
          </div>
        ))}
        <KeyValue facts={useAbout(partnership)} />
        {isOwner && (
          <p>
            <a href={`/app/partnerships/${slug}/edit`}>{t('directory.ui.edit_partnership')}</a>
          </p>
        )}
      </div>
    </Card>
  );
}

const ownNames: Readonly<Record<string, { ownName: string }>> = localeTable;

/** What a partnership is about, as far as it is known. */
function useAbout({ fields, countries, places, languages, since }: Partnership): Fact[] {
  const { t, locale, formats } = useLanguage();
  const lists = [
    { label: t('directory.column.fields'), values: fields.map((field) => t(`directory.ui.cooperation.${field}`)) },
    { label: t('directory.column.countries'), values: countries.map((code) => countryName(locale, code)) },
    { label: t('directory.column.places'), values: places.map((key) => placeOf(key)?.names[locale] ?? key) },
    { label: t('directory.column.languages'), values: languages.map((tag) => ownNames[tag]?.ownName ?? tag) },
  ];
  return [
    ...lists.flatMap(({ label, values }) => (values.length > 0 ? [{ label, value: formats.list(values) }] : [])),
    ...(since === null ? [] : [{ label: t('directory.column.since'), value: formats.edtf(since) }]),
  ];
}
