import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, Note } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { patientsApi } from './client.ts';
import { IdentityFields } from './IdentityFields.tsx';
import { PatientList } from './PatientList.tsx';
import { identityTyped, nothingTyped, type Typed } from './typed.ts';

/** /app/patients/new: who may be meant is shown first; then a record is made. */
export function NewPage() {
  const t = useT();
  const router = useRouter();
  const [typed, setTyped] = useState<Typed>(nothingTyped);
  const looking = useMutation({
    mutationFn: (values: Typed) => patientsApi.duplicatesOfNew.call({ identity: identityTyped(values) }),
  });
  const { send, isSending, error } = useSend(patientsApi.registerPatient.call, ({ id }) =>
    router.history.push(`/app/patients/${id}`),
  );
  const set = (changed: Partial<Typed>) => {
    setTyped({ ...typed, ...changed });
    looking.reset();
  };
  const press = (event: FormEvent) => {
    event.preventDefault();
    looking.mutate(typed, {
      onSuccess: (found) => {
        if (found.length === 0) send({ identity: identityTyped(typed) });
      },
    });
  };
  const alike = looking.data ?? [];
  const failure = error ?? looking.error;
  return (
    <div className="stack-l">
      <PageHead title={t('patients.ui.register')} crumbs={[{ href: '/app/patients', label: t('patients.ui.title') }]} />
      <Note>{t('patients.ui.not_kept')}</Note>
      <form className="card stack" onSubmit={press} aria-label={t('patients.ui.register')} autoComplete="off">
        <IdentityFields typed={typed} set={set} fault={(field) => faultAt(failure, `/identity${field}`)} />
        <ErrorNote error={failure} typed />
        {alike.length > 0 && (
          <Card title={t('patients.ui.duplicates')}>
            <p className="hint">{t('patients.ui.duplicates_hint')}</p>
            <PatientList
              items={alike}
              aside={(row) => {
                const reason = alike.find(({ id }) => id === row.id)?.reason ?? 'near';
                return <Badge>{t(`patients.ui.duplicates.${reason}`)}</Badge>;
              }}
            />
            <p>
              <Button
                unavailable={isSending}
                onClick={() => send({ identity: identityTyped(typed), notThese: alike.map(({ id }) => id) })}
              >
                {t('patients.ui.duplicates.not_these')}
              </Button>
            </p>
          </Card>
        )}
        <div className="row">
          <Button type="submit" tone="primary" unavailable={isSending || looking.isPending}>
            {t(isSending ? 'phrase.saving' : 'patients.ui.register')}
          </Button>
        </div>
      </form>
    </div>
  );
}
