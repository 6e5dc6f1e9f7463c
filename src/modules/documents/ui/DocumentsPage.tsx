import './documents.css';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { documentsApi } from './client.ts';
import { DocumentList } from './DocumentList.tsx';
import { Intake } from './Intake.tsx';
import { Filters } from './Filters.tsx';
import { fileAddress, filterOf, listingOf } from './listing.ts';
import { useUploads } from './useUploads.ts';

const noFacets = { languages: [], publishers: [] };

/** /app/documents: where sources come in, and all that the own side took in. */
export function DocumentsPage() {
  const { t, locale } = useLanguage();
  const mayWrite = useMay('documents.write');
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery(documentsApi.documents.queryOptions({ input: listing }));
  const { data: counts } = useQuery(documentsApi.documentCounts.queryOptions({ input: filterOf(listing) }));
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const uploads = useUploads(query.data?.maxUpload);
  const takesPart = partnerships.some(({ ownSide }) => ownSide !== null);
  const files = <ListTools name="documents" addressOf={(format) => fileAddress(listing, format, locale)} />;
  return (
    <>
      <PageHead title={t('web.nav.documents')} lead={t('documents.ui.lead')} actions={files} />
      {mayWrite && takesPart && <Intake maxUpload={query.data?.maxUpload} {...{ partnerships, uploads }} />}
      <Filters facets={counts ?? noFacets} {...{ listing, partnerships }} />
      <Loaded query={query}>
        {(found) => <DocumentList {...{ found, counts, listing, partnerships, mayWrite }} />}
      </Loaded>
    </>
  );
}
