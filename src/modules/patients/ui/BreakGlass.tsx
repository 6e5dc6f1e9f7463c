import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Note, TextArea } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { patientsApi } from './client.ts';

/** A record of others: what to do, and the way in where waiting is dangerous. */
export function BreakGlass({ id }: { id: string }) {
  const { t } = useLanguage();
  const router = useRouter();
  const [reason, setReason] = useState('');
  const { send, isSending, error } = useSend(patientsApi.breakGlass.call, () =>
    router.history.push(`/app/patients/${id}`),
  );
  const press = (event: FormEvent) => {
    event.preventDefault();
    send({ id, reason });
  };
  return (
    <form className="stack" onSubmit={press} aria-label={t('patients.ui.search.elsewhere')}>
      <Note tone="warn">
        <p>
          <b>{t('patients.ui.search.elsewhere')}</b>
        </p>
        <p>{t('patients.ui.search.elsewhere_text')}</p>
      </Note>
      <TextArea
        id={`glass-${id}`}
        label={t('patients.ui.glass.reason')}
        hint={t('patients.ui.glass.reason_hint')}
        error={faultAt(error, '/reason')}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="danger" unavailable={isSending}>
          {t('patients.ui.glass.break')}
        </Button>
      </p>
    </form>
  );
}
