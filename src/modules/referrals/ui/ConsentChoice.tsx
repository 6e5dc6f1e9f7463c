import { useQuery } from '@tanstack/react-query';
import { Badge, type FieldProps, LinkButton, Note, SelectField } from '../../../design/index.ts';
import { Waits } from '../../../web/kit/Waits.tsx';
import { carePurposes, covers } from '../../patients/consent.ts';
import { patientsApi } from '../../patients/ui/client.ts';
import { useWords } from './useWords.ts';

type Props = FieldProps & {
  patient: string;
  /** The organisation that the consent must let in. */
  receiver: string;
  required: boolean;
  value: string;
  put: (consent: string) => void;
};

/** Which consents of a patient let this organisation into the care, as the patient's record says now. */
export function useConsents(patient: string, receiver: string) {
  const query = useQuery(patientsApi.patient.queryOptions({ input: { id: patient } }));
  const country = query.data?.organisations.find(({ id }) => id === receiver)?.country;
  const open = (query.data?.consents ?? []).filter(
    (consent) =>
      carePurposes.includes(consent.purpose) &&
      (consent.receivingOrganisation === receiver ||
        (consent.receivingOrganisation === null &&
          (country === undefined || covers(consent, { country, organisation: receiver })))),
  );
  return { query, consents: open };
}

/** The consent that lets the receiver into the care: those that stand can be chosen; where there is none, the way to asking for one. */
export function ConsentChoice({ patient, receiver, value, put, ...field }: Props) {
  const { t, formats } = useWords();
  const { query, consents } = useConsents(patient, receiver);
  if (query.isPending) return <Waits />;
  const standing = consents.filter(({ state }) => state === 'stands');
  if (standing.length === 0) return <Asked patient={patient} ended={consents.length > 0} />;
  return (
    <div className="stack-s">
      <SelectField
        {...field}
        value={value}
        onChange={({ target }) => put(target.value)}
        options={[
          { value: '', label: t('referrals.field.choose') },
          ...standing.map(({ id, givenOn, text, until }) => ({
            value: id,
            label: [
              text.title,
              formats.edtf(givenOn, 'medium'),
              ...(until === null
                ? []
                : [t('referrals.consent.until', { day: formats.edtf(until.slice(0, 10), 'medium') })]),
            ].join(' · '),
          })),
        ]}
      />
      <p>
        <Badge tone="leaf">{t('referrals.consent.stands')}</Badge>
      </p>
    </div>
  );
}

/** None stands: what that means, and where the patient is asked. */
function Asked({ patient, ended }: { patient: string; ended: boolean }) {
  const { t } = useWords();
  return (
    <Note tone="warn">
      <p>{t(ended ? 'referrals.consent.ended' : 'referrals.consent.none')}</p>
      <p>
        <LinkButton small href={`/app/patients/${patient}/consent`}>
          {t('referrals.consent.ask')}
        </LinkButton>
      </p>
    </Note>
  );
}
