import './documents.css';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/localised.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { documentsApi } from './client.ts';
import { DocumentList } from './DocumentList.tsx';
import { Intake } from './Intake.tsx';
import { addressOf, type Listing, listingOf } from './listing.ts';
import { useUploads } from './useUploads.ts';

/** /app/documents: where sources come in, and all that the own side took in. */
export function DocumentsPage() {
  const { t } = useLanguage();
  const mayWrite = useMay('documents.write');
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery(documentsApi.documents.queryOptions({ input: listing }));
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const uploads = useUploads(query.data?.maxUpload);
  const takesPart = partnerships.some(({ ownSide }) => ownSide !== null);
  return (
    <>
      <PageHead title={t('web.nav.documents')} lead={t('documents.ui.lead')} />
      {mayWrite && takesPart && <Intake maxUpload={query.data?.maxUpload} {...{ partnerships, uploads }} />}
      <Filters listing={listing} partnerships={partnerships} />
      <Loaded query={query}>
        {(found) => <DocumentList found={found} {...{ listing, partnerships, mayWrite }} />}
      </Loaded>
    </>
  );
}

export type Partnerships = readonly { id: string; slug: string; names: Parameters<typeof nameIn>[1] }[];

function Filters({ listing, partnerships }: { listing: Listing; partnerships: Partnerships }) {
  const { t, locale } = useLanguage();
  const router = useRouter();
  const go = (form: HTMLFormElement | null) =>
    form && router.history.push(addressOf(listingOf(Object.fromEntries(new FormData(form).entries()))));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(event.currentTarget);
  };
  const any = { value: '', label: t('accords.ui.list.any') };
  const states = (['to_review', 'reviewed'] as const).map((value) => ({
    value,
    label: t(`documents.ui.list.${value}`),
  }));
  return (
    <search>
      <form className="filters" onSubmit={submit} aria-label={t('action.filter')} key={addressOf(listing)}>
        <TextField
          id="filter-q"
          name="q"
          type="search"
          label={t('documents.ui.list.words')}
          defaultValue={listing.q}
          maxLength={200}
        />
        <SelectField
          id="filter-state"
          name="state"
          label={t('documents.ui.list.state')}
          defaultValue={listing.state ?? ''}
          onChange={(event) => go(event.target.form)}
          options={[any, ...states]}
        />
        <SelectField
          key={partnerships.length}
          id="filter-partnership"
          name="partnership"
          label={t('accords.ui.list.by.partnership')}
          defaultValue={listing.partnership ?? ''}
          onChange={(event) => go(event.target.form)}
          options={[any, ...partnerships.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }))]}
        />
        <div className="row">
          <Button type="submit">{t('action.search')}</Button>
          {Object.keys(listing).length > 0 && <LinkButton href="/app/documents">{t('action.clear')}</LinkButton>}
        </div>
      </form>
    </search>
  );
}
