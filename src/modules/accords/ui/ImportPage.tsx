import { ImportSteps } from '../../../web/kit/ImportSteps.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accordsApi } from './client.ts';
import { useWords } from './useWords.ts';

/** /app/commitments/import: commitments and deliveries from a ministry's spreadsheet, looked at before anything is written. */
export function ImportPage() {
  const { t } = useWords();
  return (
    <>
      <PageHead
        title={t('accords.ui.import.title')}
        lead={t('accords.ui.import.lead')}
        crumbs={[{ href: '/app/commitments', label: t('web.nav.commitments') }]}
      />
      <section className="stack">
        <h2>{t('accords.ui.import.commitments')}</h2>
        <p>{t('accords.ui.import.commitments_lead')}</p>
        <Taken name="commitments" />
        <ImportSteps
          id="commitments"
          preview={accordsApi.previewCommitments.call}
          apply={accordsApi.importCommitments.call}
        />
      </section>
      <section className="stack">
        <h2>{t('accords.ui.import.deliveries')}</h2>
        <Taken name="deliveries" />
        <ImportSteps
          id="deliveries"
          preview={accordsApi.previewDeliveries.call}
          apply={accordsApi.importDeliveries.call}
        />
      </section>
    </>
  );
}

/** What the ledger has, as a file to write in. */
function Taken({ name }: { name: 'commitments' | 'deliveries' }) {
  const { locale } = useWords();
  return (
    <div className="row">
      <ListTools name={name} addressOf={(format) => `/api/${name}/file?format=${format}&locale=${locale}`} />
    </div>
  );
}
