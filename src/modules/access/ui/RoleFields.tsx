import { SelectField, TextField } from '../../../design/index.ts';
import { type Role, roles } from '../../../permissions.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';

import { ReasonField } from './ContactFields.tsx';

/** What is typed of a role: standing, or for some days. */
export type TypedRole = {
  role: Role;
  isClinical: boolean;
  isTemporary: boolean;
  from: string;
  until: string;
  reason: string;
};
export const emptyRole: TypedRole = {
  role: 'officer',
  isClinical: false,
  isTemporary: false,
  from: '',
  until: '',
  reason: '',
};

/** As the endpoints want it. */
export const roleInput = ({ role, isClinical, isTemporary, from, until, reason }: TypedRole) => ({
  role,
  isClinical,
  reason,
  ...(isTemporary && from !== '' && { from }),
  ...(isTemporary && until !== '' && { until }),
});

type Props = { id: string; values: TypedRole; set: (changed: Partial<TypedRole>) => void; error: Error | null };

/** Which role, whether it takes part in care, until when, and why. */
export function RoleFields({ id, values, set, error }: Props) {
  const t = useT();
  return (
    <>
      <SelectField
        id={`${id}-role`}
        label={t('access.word.role')}
        hint={t(`access.ui.role_hint.${values.role}`)}
        value={values.role}
        onChange={({ target }) => set({ role: target.value as Role })}
        options={roles.map((value) => ({ value, label: t(`web.role.${value}`) }))}
      />
      <Check
        label={t('access.ui.clinical_ask')}
        checked={values.isClinical}
        set={(isClinical) => set({ isClinical })}
      />
      <Check
        label={t('access.ui.temporary_ask')}
        checked={values.isTemporary}
        set={(isTemporary) => set({ isTemporary })}
      />
      {values.isTemporary && <Days id={id} values={values} set={set} error={error} />}
      <ReasonField
        id={`${id}-reason`}
        value={values.reason}
        set={(reason) => set({ reason })}
        error={error}
        hint={t('access.ui.reason_hint')}
      />
    </>
  );
}

function Days({ id, values, set, error }: Props) {
  const t = useT();
  return (
    <div className="filters">
      {(['from', 'until'] as const).map((name) => (
        <TextField
          key={name}
          id={`${id}-${name}`}
          type="date"
          label={t(`access.ui.day.${name}`)}
          error={faultAt(error, name)}
          required={name === 'until'}
          value={values[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      ))}
    </div>
  );
}

export function Check({ label, checked, set }: { label: string; checked: boolean; set: (checked: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={({ target }) => set(target.checked)} />
      {label}
    </label>
  );
}
