import { useT } from '../../../platform/i18n/react.ts';
import { ImportSteps } from '../../../web/kit/ImportSteps.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { directoryApi } from './client.ts';

/** /app/organisations/import: organisations from a spreadsheet, shown before they are taken in. */
export function ImportPage() {
  const t = useT();
  return (
    <>
      <PageHead
        title={t('directory.ui.import')}
        lead={t('directory.ui.import_lead')}
        crumbs={[{ href: '/app/organisations', label: t('web.nav.organisations') }]}
      />
      <ImportSteps
        id="organisations"
        preview={directoryApi.previewOrganisations.call}
        apply={directoryApi.importOrganisations.call}
      />
    </>
  );
}
