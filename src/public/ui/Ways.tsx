import type { ReactNode } from 'react';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, fieldPath, partnerPath } from '../address.ts';
import type { ByField, Corridor } from '../overview.ts';
import { useCountryName } from './countries.ts';

/** The ways into the ledger: by partner country, and by field with health first. */
export function Ways({ corridors, fields }: { corridors: readonly Corridor[]; fields: readonly ByField[] }): ReactNode {
  const { locale, t } = useLanguage();
  const country = useCountryName();
  if (corridors.length + fields.length === 0) return null;
  const partners = corridors.map(({ country: code, all }) => ({
    key: code,
    href: addressOf(locale, partnerPath(code)),
    name: country(code),
    count: all,
  }));
  const areas = fields.map(({ field, all }) => ({
    key: field,
    href: addressOf(locale, fieldPath(field)),
    name: t(`public.field.${field}`),
    count: all,
  }));
  return (
    <nav className="ways" aria-label={t('public.ways')}>
      {partners.length > 0 && <Way title={t('public.ways.partner')} ways={partners} />}
      {areas.length > 0 && <Way title={t('public.ways.field')} ways={areas} />}
    </nav>
  );
}

type WayProps = { title: string; ways: readonly { key: string; href: string; name: string; count: number }[] };

function Way({ title, ways }: WayProps): ReactNode {
  const { formats } = useLanguage();
  return (
    <div className="row">
      <b>{title}</b>
      <ul className="plain row">
        {ways.map(({ key, href, name, count }) => (
          <li key={key}>
            <a href={href}>{name}</a> <span className="quiet">{formats.number(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
