import { TextArea } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';

type Props = {
  id: string;
  label: string;
  hint?: string;
  error: Error | null;
  required: boolean;
  text: string;
  set: (text: string) => void;
};

/** What somebody says in the language in which they read. */
export function Saying({ id, label, hint, error, required, text, set }: Props) {
  const { locale } = useLanguage();
  return (
    <TextArea
      id={id}
      label={label}
      hint={hint}
      error={faultAt(error, '/reason/text')}
      required={required}
      maxLength={4000}
      rows={3}
      lang={locale}
      value={text}
      onChange={({ target }) => set(target.value)}
    />
  );
}
