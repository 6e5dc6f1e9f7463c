import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../../../design/index.ts';
import { patientsApi } from '../../patients/ui/client.ts';
import { nameFor } from '../../patients/ui/names.ts';
import { useWords } from './useWords.ts';

type Props = { value: string; put: (patient: string) => void; error: string | undefined };

/** One of the patients in whose care the organisation takes part; who is not among them is found in the register first. */
export function PatientChoice({ value, put, error }: Props) {
  const { t, locale, formats } = useWords();
  const { data: recent = [] } = useQuery(patientsApi.recentPatients.queryOptions());
  const isListed = recent.some(({ id }) => id === value);
  const { data: other } = useQuery({
    ...patientsApi.patient.queryOptions({ input: { id: value } }),
    enabled: value !== '' && !isListed,
    retry: false,
  });
  const known = other?.identity ? [...recent, { ...other.identity, id: other.id }] : recent;
  return (
    <div className="stack-s">
      <SelectField
        id="new-patient"
        label={t('referrals.field.patient')}
        hint={t('referrals.new.patient_hint')}
        error={error}
        required
        value={known.some(({ id }) => id === value) ? value : ''}
        onChange={({ target }) => put(target.value)}
        options={[
          { value: '', label: t('referrals.field.choose') },
          ...known.map(({ id, names, birthDate }) => ({
            value: id,
            label: [nameFor(locale, names).text, birthDate && formats.edtf(birthDate, 'medium')]
              .filter(Boolean)
              .join(' · '),
          })),
        ]}
      />
      <p className="hint">
        <a href="/app/patients">{t('referrals.new.other_patient')}</a>
      </p>
    </div>
  );
}
