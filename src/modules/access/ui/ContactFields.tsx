import { TextArea, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';

type Contact = { address: string; name: string };
type Props = { id: string; values: Contact; set: (changed: Partial<Contact>) => void; error: Error | null };

/** Whom to write to, and what they are called. */
export function ContactFields({ id, values, set, error }: Props) {
  const t = useT();
  return (['address', 'name'] as const).map((name) => (
    <TextField
      key={name}
      id={`${id}-${name}`}
      type={name === 'address' ? 'email' : 'text'}
      label={t(`access.word.${name}`)}
      error={faultAt(error, name)}
      required
      maxLength={name === 'address' ? 254 : 200}
      autoComplete="off"
      value={values[name]}
      onChange={({ target }) => set({ [name]: target.value })}
    />
  ));
}

type ReasonProps = { id: string; value: string; set: (value: string) => void; error?: Error | null; hint?: string };

/** Why: it stays in the history. */
export function ReasonField({ id, value, set, error = null, hint }: ReasonProps) {
  const t = useT();
  return (
    <TextArea
      id={id}
      label={t('access.ui.reason')}
      hint={hint}
      error={faultAt(error, 'reason')}
      rows={2}
      required
      minLength={3}
      maxLength={500}
      value={value}
      onChange={({ target }) => set(target.value)}
    />
  );
}
