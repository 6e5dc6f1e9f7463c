import { type FormEvent, useState } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { quotasApi } from './client.ts';
import { useWords } from './useWords.ts';

const languages = ['kk', 'ru', 'en'] as const;

/** Adds what quotas may be given for: in all three languages, so that nobody reads a code. */
export function GroupForm({ close }: { close: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [names, setNames] = useState({ kk: '', ru: '', en: '' });
  const { send, isSending, error } = useSend(quotasApi.addDiseaseGroup.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ code, names });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('quotas.group.add')}>
      <NameFields {...{ names, setNames, error }} />
      <TextField
        id="group-code"
        label={t('quotas.group.code')}
        hint={t('quotas.group.code_hint')}
        required
        pattern="[a-z][a-z0-9]*(_[a-z0-9]+)*"
        maxLength={40}
        error={faultAt(error, '/code')}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type Names = Record<(typeof languages)[number], string>;
type NameProps = { names: Names; setNames: (change: (before: Names) => Names) => void; error: Error | null };

function NameFields({ names, setNames, error }: NameProps) {
  const { t } = useWords();
  return languages.map((language) => (
    <TextField
      key={language}
      id={`group-${language}`}
      label={t(`quotas.group.name_${language}`)}
      lang={language}
      required
      minLength={2}
      maxLength={120}
      error={faultAt(error, `/names/${language}`)}
      value={names[language]}
      onChange={({ target }) => setNames((before) => ({ ...before, [language]: target.value }))}
    />
  ));
}
