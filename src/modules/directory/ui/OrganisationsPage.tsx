import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, EmptyState, LinkButton, Table, Toast } from '../../../design/index.ts';
import type { Locale } from '../../../platform/i18n/locales.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { placeNow, placeOf } from '../../../platform/place/place.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { organisationKinds } from '../organisation.ts';
import { directoryApi } from './client.ts';
import { fileAddress, type Listing, listingOf } from './listing.ts';
import { OrganisationForm } from './OrganisationForm.tsx';
import { noOrganisation } from './organisationTyped.ts';
import type { OrganisationRow } from './types.ts';

const path = '/app/organisations';
const where = (key: string | null, locale: Locale): string | undefined => {
  const place = placeOf(key ?? '');
  return place && placeNow(place, locale);
};

/** /app/organisations: everybody who can be seated in a partnership. Filter, order and page are in the address. */
export function OrganisationsPage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }), ['q', 'kind', 'country']);
  const query = useQuery({
    ...directoryApi.organisationList.queryOptions({ input: { ...listing, locale } }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('web.nav.organisations')}
        lead={t('directory.ui.organisations.lead')}
        actions={
          <>
            <LinkButton href="/app/organisations/duplicates">{t('directory.ui.duplicates')}</LinkButton>
            <ListTools
              name="organisations"
              addressOf={(format) => fileAddress('/organisations/file', listing, { format, locale })}
            />
          </>
        }
      />
      <Register />
      <Filters listing={listing} countries={query.data?.countries ?? []} />
      <Loaded query={query}>
        {({ items, next, counts }) => (
          <>
            <output className="quiet">{t('directory.ui.list.counted', counts)}</output>
            {items.length === 0 ? (
              <EmptyState level={2} title={t('phrase.no_results')} text={t('directory.ui.organisations.none')} />
            ) : (
              <Organisations organisations={items} />
            )}
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Adds an organisation, or many from a file. */
function Register() {
  const { t } = useLanguage();
  const may = useMay('directory.write');
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const draft = useDraft('organisation', noOrganisation);
  const sending = useSend(directoryApi.registerOrganisation.call, () => {
    draft.clear();
    setOpen(false);
    setDone(t('directory.ui.register.done'));
  });
  if (!may) return null;
  return (
    <>
      {isOpen ? (
        <OrganisationForm
          title={t('directory.ui.register.title')}
          draft={draft}
          sending={sending}
          send={sending.send}
          close={() => setOpen(false)}
        />
      ) : (
        <div className="row">
          <Button onClick={() => setOpen(true)}>{t('directory.ui.register.title')}</Button>
          <LinkButton href="/app/organisations/import">{t('directory.ui.import')}</LinkButton>
        </div>
      )}
      <Toast message={done} />
    </>
  );
}

function Filters({ listing, countries }: { listing: Listing; countries: readonly string[] }) {
  const { t, locale } = useLanguage();
  const sorts = ['name', '-name', 'country', '-changed'] as const;
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('directory.ui.list.words')}
      choices={[
        {
          name: 'kind',
          label: t('directory.ui.kind'),
          options: organisationKinds.map((value) => ({ value, label: t(`directory.ui.kind.${value}`) })),
        },
        {
          name: 'country',
          label: t('directory.ui.country'),
          options: countries.map((value) => ({ value, label: countryName(locale, value) })),
        },
      ]}
      sorts={sorts.map((value) => ({
        value: value === 'name' ? '' : value,
        label: t(`directory.ui.sort.${value}`),
      }))}
    />
  );
}

function Organisations({ organisations }: { organisations: readonly OrganisationRow[] }) {
  const { t, locale } = useLanguage();
  return (
    <section className="card">
      <Table
        id="organisations"
        caption={t('web.nav.organisations')}
        captionHidden
        columns={[
          { key: 'name', label: t('directory.ui.name') },
          { key: 'kind', label: t('directory.ui.kind') },
          { key: 'country', label: t('directory.ui.country') },
          { key: 'place', label: t('directory.ui.place') },
        ]}
        rows={organisations.map(({ id, names, kind, country, place, placeKey, isDemo }) => ({
          key: id,
          cells: [
            <>
              <a href={`${path}/${id}`}>{nameIn(locale, names)}</a>{' '}
              {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
            </>,
            t(`directory.ui.kind.${kind}`),
            countryName(locale, country),
            where(placeKey, locale) ?? place ?? '–',
          ],
        }))}
      />
    </section>
  );
}
