import './documents.css';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { documentsApi } from './client.ts';
import { DocumentList } from './DocumentList.tsx';
import { Intake } from './Intake.tsx';
import { Filters } from './Filters.tsx';
import { listingOf } from './listing.ts';
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
