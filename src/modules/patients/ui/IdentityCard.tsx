import { Card, type Fact, KeyValue, Note } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameTagFacts } from '../../../platform/i18n/shown.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { placeNow, placeOf } from '../../../platform/place/place.ts';
import { fullName } from './names.ts';
import type { Identity, Page } from './types.ts';

/** Who it is: each name in its own language and script, numbers with their country, representatives. */
export function IdentityCard({ page }: { page: Page }) {
  return page.identity && <Particulars page={page} identity={page.identity} />;
}

function Particulars({ page, identity }: { page: Page; identity: Identity }) {
  const { t } = useLanguage();
  return (
    <Card level={2} title={t('patients.ui.identity')}>
      {page.differences.map(({ system, differs }) => (
        <Note key={`${system} ${differs}`} tone="warn">
          {t(`patients.ui.system.${system}`)}: {t(`patients.ui.differs.${differs}`)}
        </Note>
      ))}
      <KeyValue facts={useIdentityFacts(identity)} />
    </Card>
  );
}

function useIdentityFacts(identity: Identity): Fact[] {
  const { t, locale, formats } = useLanguage();
  const { names, birthDate, sex, identifiers, phone, address, languages, deceased } = identity;
  const place = address?.place ? placeOf(address.place) : undefined;
  const where = address && [place ? placeNow(place, locale) : address.place, address.text].filter(Boolean).join(', ');
  const plain: (Fact | false)[] = [
    ...names.map((name): Fact => {
      const { tag: lang, dir, ownName } = nameTagFacts(name.tag);
      const text = fullName(name);
      return {
        label: `${t('patients.ui.names')} (${ownName})`,
        value: (
          <>
            <span {...{ lang, dir }}>{text}</span> <span className="quiet">{t(`patients.ui.by.${name.by}`)}</span>
          </>
        ),
      };
    }),
    birthDate !== null && { label: t('patients.ui.birth_date'), value: formats.edtf(birthDate) },
    { label: t('patients.ui.sex'), value: t(`patients.ui.sex.${sex}`) },
    ...identifiers.map(({ system, country, value }) => ({
      label:
        system === 'kz_iin'
          ? t('patients.ui.system.kz_iin')
          : `${t(`patients.ui.system.${system}`)} (${countryName(locale, country)})`,
      value: <bdi>{value}</bdi>,
    })),
    phone !== null && { label: t('patients.ui.phone'), value: <bdi>{phone}</bdi> },
    where ? { label: t('patients.ui.address'), value: where } : false,
    languages.length > 0 && {
      label: t('patients.ui.languages'),
      value: languages.map((tag) => nameTagFacts(tag).ownName).join(', '),
    },
    deceased !== null && {
      label: t('patients.ui.deceased'),
      value: deceased.on === null ? t('patients.ui.yes') : formats.edtf(deceased.on),
    },
  ];
  return [...plain.filter((fact) => fact !== false), ...useRepresentativeFacts(identity)];
}

function useRepresentativeFacts({ representatives }: Identity): Fact[] {
  const { t, formats } = useLanguage();
  return representatives.map(({ name, relation, phone, ground, validFrom, validUntil }) => ({
    label: t(`patients.ui.relation.${relation}`),
    value: (
      <>
        {name}
        {phone && (
          <>
            , <bdi>{phone}</bdi>
          </>
        )}
        , {ground}{' '}
        <span className="quiet">
          {[validFrom, validUntil].map((day) => (day ? formats.edtf(day, 'medium') : '…')).join(' – ')}
        </span>
      </>
    ),
  }));
}
