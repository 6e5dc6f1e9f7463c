import { type FieldProps, SelectField } from '../../../design/index.ts';
import { useQuotas } from './useQuotas.ts';
import { useWords } from './useWords.ts';

type Props = FieldProps & {
  required: boolean;
  value: string;
  put: (quota: string) => void;
  /** One that cannot be chosen: it is the present one. */
  but?: string;
};

/** An open quota with a path, with how many seats are free. */
export function QuotaChoice({ value, put, but, ...field }: Props) {
  const { t } = useWords();
  const open = useQuotas().filter(({ id, isOpen, hasPath }) => isOpen && hasPath && id !== but);
  return (
    <SelectField
      {...field}
      value={value}
      onChange={({ target }) => put(target.value)}
      options={[
        { value: '', label: t('referrals.field.choose') },
        ...open.map(({ id, label, free, isSeats }) => ({
          value: id,
          label: isSeats ? `${label} · ${t('referrals.ui.free', { count: Number(free) })}` : label,
        })),
      ]}
    />
  );
}
