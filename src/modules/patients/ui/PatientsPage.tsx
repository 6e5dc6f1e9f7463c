import { useQuery } from '@tanstack/react-query';
import { Card, EmptyState, LinkButton } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { patientsApi } from './client.ts';
import { GlassOfOurs } from './GlassList.tsx';
import { PatientList } from './PatientList.tsx';
import { SearchForm } from './SearchForm.tsx';

/** /app/patients: find one, and those of the own organisation that changed last. */
export function PatientsPage() {
  const t = useT();
  const [mayWrite, mayCoordinate] = [useMay('patients.write'), useMay('patients.coordinate')];
  const recent = useQuery(patientsApi.recentPatients.queryOptions());
  const register = (
    <LinkButton href="/app/patients/new" tone="primary">
      {t('patients.ui.register')}
    </LinkButton>
  );
  return (
    <div className="stack-l">
      <PageHead
        title={t('patients.ui.title')}
        actions={
          <>
            {mayCoordinate && <LinkButton href="/app/patients/texts">{t('patients.ui.texts')}</LinkButton>}
            {mayWrite && register}
          </>
        }
      />
      <SearchForm />
      <Card level={2} title={t('patients.ui.recent')}>
        <Loaded query={recent}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={t('patients.ui.recent.none')} text={t('patients.ui.recent.none_text')} />
            ) : (
              <PatientList items={items} />
            )
          }
        </Loaded>
      </Card>
      {mayCoordinate && <GlassOfOurs />}
    </div>
  );
}
