import { useParams } from '@tanstack/react-router';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useT } from '../../../platform/i18n/react.ts';
import { Images } from './Images.tsx';

/** /app/patients/{id}/images: every study of a patient that is open to the reader. */
export function ImagesPage() {
  const t = useT();
  const { id = '' } = useParams({ strict: false });
  return (
    <div className="stack-l">
      <PageHead
        title={t('images.ui.title')}
        crumbs={[{ href: `/app/patients/${id}`, label: t('images.ui.patient') }]}
      />
      <Images subject={{ patient: id }} />
    </div>
  );
}
