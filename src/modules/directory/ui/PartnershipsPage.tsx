import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Badge, DemoBadge, EmptyState, LinkButton } from '../../../design/index.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { cooperationFields } from '../partnership.ts';
import { type PartnershipFilter, partnershipsListed } from '../partnershipList.ts';
import { directoryApi } from './client.ts';
import { fileAddress, type Listing, listingOf } from './listing.ts';
import type { PartnershipRow } from './types.ts';

const path = '/app/partnerships';

/** /app/partnerships: the partnerships that this organisation may see, its own first. Filter and order are in the address. */
export function PartnershipsPage() {
  const { t, locale } = useLanguage();
  const mayOpen = useMay('directory.write');
  const listing = listingOf(useSearch({ strict: false }), ['q', 'field', 'country', 'visibility']);
  const query = useQuery(directoryApi.partnerships.queryOptions());
  const open = mayOpen && <LinkButton href="/app/partnerships/new">{t('directory.ui.open.title')}</LinkButton>;
  return (
    <>
      <PageHead
        title={t('web.nav.partnerships')}
        lead={t('directory.ui.partnerships.lead')}
        actions={
          <>
            {open}
            <ListTools
              name="partnerships"
              addressOf={(format) => fileAddress('/partnerships/file', listing, { format, locale })}
            />
          </>
        }
      />
      <Loaded query={query}>
        {(partnerships) =>
          partnerships.length === 0 ? (
            <EmptyState
              level={2}
              title={t('directory.ui.partnerships.none')}
              text={t(mayOpen ? 'directory.ui.partnerships.none_open' : 'directory.ui.partnerships.none_ask')}
              action={open || undefined}
            />
          ) : (
            <Listed key={JSON.stringify(listing)} partnerships={partnerships} listing={listing} />
          )
        }
      </Loaded>
    </>
  );
}

const visibilities = ['partnership', 'public'] as const;

/** What an address says, as far as it is a filter of this list. */
const filterOf = ({ q, country, sort, ...chosen }: Listing): PartnershipFilter => ({
  q,
  country,
  sort,
  field: cooperationFields.find((field) => field === chosen['field']),
  visibility: visibilities.find((visibility) => visibility === chosen['visibility']),
});

function Listed({ partnerships, listing }: { partnerships: readonly PartnershipRow[]; listing: Listing }) {
  const { t, locale } = useLanguage();
  const shown = partnershipsListed(partnerships, filterOf(listing), locale);
  return (
    <>
      <Filters countries={[...new Set(partnerships.flatMap((it) => it.countries))].toSorted()} listing={listing} />
      {shown.length === 0 ? (
        <EmptyState level={2} title={t('phrase.no_results')} text={t('directory.ui.partnerships.no_match')} />
      ) : (
        <ul className="plain stack">
          {shown.map((partnership) => (
            <PartnershipCard key={partnership.id} partnership={partnership} />
          ))}
        </ul>
      )}
    </>
  );
}

function Filters({ countries, listing }: { countries: readonly string[]; listing: Listing }) {
  const { t, locale } = useLanguage();
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('directory.ui.list.words')}
      choices={[
        {
          name: 'field',
          label: t('directory.column.fields'),
          options: cooperationFields.map((value) => ({ value, label: t(`directory.ui.cooperation.${value}`) })),
        },
        {
          name: 'country',
          label: t('directory.ui.country'),
          options: countries.map((value) => ({ value, label: countryName(locale, value) })),
        },
        {
          name: 'visibility',
          label: t('directory.ui.visibility'),
          options: visibilities.map((value) => ({ value, label: t(`directory.ui.visibility.${value}`) })),
        },
      ]}
      sorts={[
        { value: '', label: t('directory.ui.sort.own') },
        { value: 'name', label: t('directory.ui.sort.name') },
        { value: '-name', label: t('directory.ui.sort.-name') },
      ]}
    />
  );
}

function PartnershipCard({
  partnership: { slug, names, summary, sides, ownSide, visibility, fields, isOwner, isDemo },
}: {
  partnership: PartnershipRow;
}) {
  const { t, locale, formats } = useLanguage();
  return (
    <li className="card stack-s">
      <div className="row between">
        <h2 className="minor">
          <a href={`${path}/${slug}`}>{nameIn(locale, names)}</a>
        </h2>
        <div className="row">
          {ownSide === null && <Badge>{t('directory.ui.not_ours')}</Badge>}
          <Badge tone={visibility === 'public' ? 'leaf' : 'sky'}>{t(`directory.ui.visibility.${visibility}`)}</Badge>
          {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
        </div>
      </div>
      <p>{textIn(locale, summary).text}</p>
      <p className="quiet">
        {t('directory.ui.sides')}: {formats.list(sides.map((side) => nameIn(locale, side.names)))}
        {fields.length > 0 && ` · ${formats.list(fields.map((field) => t(`directory.ui.cooperation.${field}`)))}`}
      </p>
      {isOwner && (
        <p>
          <a href={`${path}/${slug}/edit`}>{t('directory.ui.edit_partnership')}</a>
        </p>
      )}
    </li>
  );
}
