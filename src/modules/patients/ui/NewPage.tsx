import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Card, Note } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { CandidateList } from './CandidateList.tsx';
import { patientsApi } from './client.ts';
import { IdentityFields } from './IdentityFields.tsx';
import { identityTyped, nothingTyped, type Typed } from './typed.ts';
import type { Candidate } from './types.ts';

/** /app/patients/new: who may be meant is shown first; then a record is made. */
export function NewPage() {
  const t = useT();
  return (
    <div className="stack-l">
      <PageHead title={t('patients.ui.register')} crumbs={[{ href: '/app/patients', label: t('patients.ui.title') }]} />
      <Note>{t('patients.ui.not_kept')}</Note>
      <Registration />
    </div>
  );
}

function useRegistration(typed: Typed) {
  const router = useRouter();
  const looking = useMutation({
    mutationFn: (values: Typed) => patientsApi.duplicatesOfNew.call({ identity: identityTyped(values) }),
  });
  const sending = useSend(patientsApi.registerPatient.call, ({ id }) => router.history.push(`/app/patients/${id}`));
  const send = (notThese: string[]) => sending.send({ identity: identityTyped(typed), notThese });
  const look = () => looking.mutate(typed, { onSuccess: (found) => found.length === 0 && send([]) });
  return { looking, sending, send, look };
}

function Registration() {
  const t = useT();
  const [typed, setTyped] = useState<Typed>(nothingTyped);
  const { looking, sending, send, look } = useRegistration(typed);
  const set = (changed: Partial<Typed>) => {
    setTyped({ ...typed, ...changed });
    looking.reset();
  };
  const press = (event: FormEvent) => {
    event.preventDefault();
    look();
  };
  const failure = sending.error ?? looking.error;
  return (
    <form className="card stack" onSubmit={press} aria-label={t('patients.ui.register')} autoComplete="off">
      <IdentityFields typed={typed} set={set} fault={(field) => faultAt(failure, `/identity${field}`)} />
      <ErrorNote error={failure} typed />
      <Alike items={looking.data ?? []} isSending={sending.isSending} send={send} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={sending.isSending || looking.isPending}>
          {t(sending.isSending ? 'phrase.saving' : 'patients.ui.register')}
        </Button>
      </div>
    </form>
  );
}

type AlikeProps = { items: readonly Candidate[]; isSending: boolean; send: (notThese: string[]) => void };

function Alike({ items, isSending, send }: AlikeProps) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <Card level={2} title={t('patients.ui.duplicates')}>
      <p className="hint">{t('patients.ui.duplicates_hint')}</p>
      <CandidateList items={items} />
      <p>
        <Button unavailable={isSending} onClick={() => send(items.map(({ id }) => id))}>
          {t('patients.ui.duplicates.not_these')}
        </Button>
      </p>
    </Card>
  );
}
