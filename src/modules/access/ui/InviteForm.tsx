import type { FormEvent } from 'react';
import { Button, Card } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accessApi } from './client.ts';
import { ContactFields } from './ContactFields.tsx';
import { emptyRole, RoleFields, roleInput, type TypedRole } from './RoleFields.tsx';

const empty = { address: '', name: '', ...emptyRole };
type Typed = TypedRole & { address: string; name: string };

/** Somebody is invited by mail. Nobody learns from it whether they are known here. */
export function InviteForm({ done, close }: { done: () => void; close: () => void }) {
  const { t, locale } = useLanguage();
  const draft = useDraft<Typed>('access.invite', empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(accessApi.invite.call, () => {
    draft.clear();
    done();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ address: values.address.trim(), name: values.name, ...roleInput(values), locale });
  };
  return (
    <Card level={2} title={t('access.ui.invite.open')}>
      <form className="stack" onSubmit={submit} aria-label={t('access.ui.invite.open')}>
        <p className="hint">{t('access.ui.invite.hint')}</p>
        <ContactFields id="invite" values={values} set={set} error={error} />
        <RoleFields id="invite" values={values} set={set} error={error} />
        <ErrorNote error={error} typed />
        <div className="row">
          <Button tone="primary" type="submit" unavailable={isSending}>
            {t('access.ui.invite.send')}
          </Button>
          <Button onClick={close}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Card>
  );
}
