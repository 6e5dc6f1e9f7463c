import type { FormEvent } from 'react';
import { Button, Note, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

const empty = { on: '' };

/** Records that the promise was taken back. The record stays, with all that was delivered. */
export function WithdrawForm({
  commitment: { id, version, visibility },
  reload,
  close,
}: ViewProps & { close: () => void }) {
  const { t } = useWords();
  const draft = useDraft(`withdrawal.${id}`, empty);
  const { send, isSending, error } = useSend(accordsApi.withdraw.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, on: draft.values.on });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('accords.ui.withdraw.open')}>
      <Note tone="warn">{t('accords.ui.withdraw.warning')}</Note>
      {visibility !== 'own_side' && <p className="hint">{t('accords.ui.request.hint')}</p>}
      <ErrorNote error={error} typed reload={reload} />
      <TextField
        id="withdraw-on"
        type="date"
        required
        label={t('accords.ui.withdraw.on')}
        error={faultAt(error, '/on')}
        value={draft.values.on}
        onChange={(event) => draft.set({ on: event.target.value })}
      />
      <Button type="submit" tone="danger" full unavailable={isSending}>
        {t('accords.ui.withdraw.open')}
      </Button>
    </form>
  );
}
