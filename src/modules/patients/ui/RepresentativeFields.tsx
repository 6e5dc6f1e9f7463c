import { useLanguage } from '../../../platform/i18n/react.ts';
import { relations } from '../identity.ts';
import { Choice, Line } from './fields.tsx';
import type { FieldsProps } from './IdentityFields.tsx';
import { Lines } from './Lines.tsx';
import { noRepresentative, type TypedRepresentative } from './typed.ts';

/** Who may speak for the patient, by which document, from when to when. */
export function Representatives({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <Lines
      title={t('patients.ui.representatives')}
      items={typed.representatives}
      set={(representatives) => set({ representatives })}
      added={() => noRepresentative(crypto.randomUUID())}
      add={t('patients.ui.add_representative')}
      legend={(n) => t('patients.ui.representative_n', { n })}
      most={6}
    >
      {(each, change, at) => (
        <OneRepresentative
          id={`representative-${at}`}
          each={each}
          change={change}
          fault={(field) => fault(`/representatives/${at}/${field}`)}
        />
      )}
    </Lines>
  );
}

const labels = {
  name: 'patients.ui.full_name',
  phone: 'patients.ui.phone',
  ground: 'patients.ui.ground_document',
  validFrom: 'patients.ui.valid_from',
  validUntil: 'patients.ui.valid_until',
} as const;
const isDate = (field: keyof typeof labels): boolean => field.startsWith('valid');

type Props = {
  id: string;
  each: TypedRepresentative;
  change: (changed: Partial<TypedRepresentative>) => void;
  fault: (field: string) => string | undefined;
};

function OneRepresentative({ id, each, change, fault }: Props) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <Choice
        id={`${id}-relation`}
        label={t('patients.ui.relation')}
        options={relations.map((relation) => ({ value: relation, label: t(`patients.ui.relation.${relation}`) }))}
        value={each.relation}
        set={(relation) => change({ relation })}
      />
      {(['name', 'phone', 'ground', 'validFrom', 'validUntil'] as const).map((field) => (
        <Line
          key={field}
          id={`${id}-${field}`}
          type={isDate(field) ? 'date' : 'text'}
          label={t(labels[field])}
          error={fault(field)}
          most={200}
          value={each[field]}
          set={(text) => change({ [field]: text })}
        />
      ))}
    </div>
  );
}
