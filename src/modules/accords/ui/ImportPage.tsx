import { ImportSteps } from '../../../web/kit/ImportSteps.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accordsApi } from './client.ts';
import { useWords } from './useWords.ts';

/** /app/commitments/import: commitments and deliveries from a ministry's spreadsheet, looked at before anything is written. */
export function ImportPage() {
  const { t, locale } = useWords();
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
        <div className="row">
          <ListTools
            name="commitments"
            addressOf={(format) => `/api/commitments/file?format=${format}&locale=${locale}`}
          />
        </div>
        <ImportSteps
          id="commitments"
          preview={accordsApi.previewCommitments.call}
          apply={accordsApi.importCommitments.call}
        />
      </section>
      <section className="stack">
        <h2>{t('accords.ui.import.deliveries')}</h2>
        <div className="row">
          <ListTools
            name="deliveries"
            addressOf={(format) => `/api/deliveries/file?format=${format}&locale=${locale}`}
          />
        </div>
        <ImportSteps
          id="deliveries"
          preview={accordsApi.previewDeliveries.call}
          apply={accordsApi.importDeliveries.call}
        />
      </section>
    </>
  );
}
