import type { FormEvent } from 'react';
import { Button, TextArea, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { administrationApi, type Kept } from './client.ts';
import { languages, type Words, wordsOf } from './setting.ts';

/** Sets one thing: a number of days, or what is said in each language. */
export function SettingForm({ kept: { key, value, version }, close }: { kept: Kept; close: () => void }) {
  const t = useT();
  const isNumber = typeof value === 'number';
  const draft = useDraft(`setting.${key}`, { days: isNumber ? String(value) : '', ...wordsOf(value) });
  const { send, isSending, error } = useSend(administrationApi.changeSetting.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { days, kk, ru, en } = draft.values;
    send({ key, value: isNumber ? Number(days) : { kk, ru, en }, version });
  };
  const cancel = () => {
    draft.clear();
    close();
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t(`administration.ui.setting.${key}`)}>
      <ErrorNote error={error} typed />
      <Fields name={key} isNumber={isNumber} values={draft.values} set={draft.set} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('action.save')}
        </Button>
        <Button onClick={cancel}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type Values = { days: string } & Words;
type FieldsProps = { name: string; isNumber: boolean; values: Values; set: (changed: Partial<Values>) => void };

function Fields({ name, isNumber, values, set }: FieldsProps) {
  const t = useT();
  if (isNumber)
    return (
      <TextField
        id={`setting-${name}`}
        label={t('administration.ui.settings.days')}
        type="number"
        min={1}
        max={730}
        required
        value={values.days}
        onChange={({ target }) => set({ days: target.value })}
      />
    );
  return languages.map((locale) => (
    <TextArea
      key={locale}
      id={`setting-${name}-${locale}`}
      label={t(`administration.ui.language.${locale}`)}
      lang={locale}
      rows={2}
      maxLength={300}
      value={values[locale]}
      onChange={({ target }) => set({ [locale]: target.value })}
    />
  ));
}
