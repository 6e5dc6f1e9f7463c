import { type FormEvent, useState } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { protectionApi, type Retention } from './client.ts';
import { FormEnd } from './FormEnd.tsx';

/** How long one kind is kept, folded until somebody wants to change it. */
export function RetentionForm({ rule }: { rule: Retention }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Fields rule={rule} close={() => setOpen(false)} />;
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{t('protection.ui.change_retention')}</Button>
    </p>
  );
}

function Fields({ rule, close }: { rule: Retention; close: () => void }) {
  const t = useT();
  const draft = useDraft(`retention.${rule.kind}`, { days: String(rule.days), law: rule.law ?? '' });
  const { send, isSending, error } = useSend(protectionApi.changeRetention.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ kind: rule.kind, days: Number(draft.values.days), law: draft.values.law });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t(`protection.ui.kept.${rule.kind}`)}>
      <ErrorNote error={error} typed />
      <TextField
        id={`days-${rule.kind}`}
        label={t('protection.ui.days_field')}
        hint={t('protection.ui.days_hint', { least: String(rule.least), most: String(rule.most) })}
        type="number"
        min={rule.least}
        max={rule.most}
        required
        value={draft.values.days}
        onChange={(event) => draft.set({ days: event.target.value })}
      />
      <TextField
        id={`law-${rule.kind}`}
        label={t('protection.ui.law')}
        required
        minLength={3}
        maxLength={300}
        value={draft.values.law}
        onChange={(event) => draft.set({ law: event.target.value })}
      />
      <FormEnd isSending={isSending} close={close} />
    </form>
  );
}
