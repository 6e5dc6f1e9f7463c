import { useLanguage } from '../../../platform/i18n/react.ts';
import { Line } from './fields.tsx';
import type { FieldsProps } from './IdentityFields.tsx';

/** Whether the patient has died, and when, as far as it is known. */
export function Death({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  const tick = (isDeceased: boolean) => set({ isDeceased });
  return (
    <div className="stack-s">
      <label className="choice">
        <input type="checkbox" checked={typed.isDeceased} onChange={({ target }) => tick(target.checked)} />{' '}
        {t('patients.ui.deceased_is')}
      </label>
      {typed.isDeceased && (
        <Line
          id="deceased-on"
          label={t('patients.ui.deceased_on')}
          error={fault('/deceased/on')}
          most={20}
          value={typed.deceasedOn}
          set={(deceasedOn) => set({ deceasedOn })}
        />
      )}
    </div>
  );
}
