import { type FormEvent, useState } from 'react';
import { Button, Note } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { patientsApi } from './client.ts';
import { IdentityFields } from './IdentityFields.tsx';
import { identityTyped, nothingTyped, type Typed, typedOf } from './typed.ts';
import type { Page } from './types.ts';

type Props = { page: Page; saved: () => void; close: () => void };

/** Corrects who a patient is. The version is the one that the form began with: who was slower is told so. */
export function EditIdentity({ page, saved, close }: Props) {
  const t = useT();
  const [typed, setTyped] = useState<Typed>(() => (page.identity ? typedOf(page.identity) : nothingTyped));
  const [version, setVersion] = useState(page.version);
  const { send, isSending, error } = useSend(patientsApi.changePatient.call, saved);
  const press = (event: FormEvent) => {
    event.preventDefault();
    send({ id: page.id, version, identity: identityTyped(typed) });
  };
  return (
    <form className="card stack" onSubmit={press} aria-label={t('patients.ui.edit')} autoComplete="off">
      <h2 className="minor">{t('patients.ui.edit')}</h2>
      <Note>{t('patients.ui.not_kept')}</Note>
      <ErrorNote error={error} typed reload={() => setVersion(page.version)} />
      <IdentityFields
        typed={typed}
        set={(changed) => setTyped({ ...typed, ...changed })}
        fault={(field) => faultAt(error, `/identity${field}`)}
      />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
