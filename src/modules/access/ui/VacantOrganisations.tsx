import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Card, SelectField, Toast } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accessApi, type Vacant } from './client.ts';
import { ContactFields, ReasonField } from './ContactFields.tsx';

/** Organisations that nobody administers, and the invitation of their first administrator. */
export function VacantOrganisations() {
  const { t } = useLanguage();
  const { data: vacant = [] } = useQuery(accessApi.vacantOrganisations.queryOptions());
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      {vacant.length > 0 && (
        <Card level={2} title={t('access.ui.vacant', { count: vacant.length })}>
          <FirstAdministrator vacant={vacant} done={() => setDone(t('access.ui.invite.sent'))} />
        </Card>
      )}
      <Toast message={done} />
    </>
  );
}

const empty = { organisation: '', address: '', name: '', reason: '' };

function FirstAdministrator({ vacant, done }: { vacant: readonly Vacant[]; done: () => void }) {
  const { t, locale } = useLanguage();
  const draft = useDraft('access.first', empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(accessApi.inviteAdministrator.call, () => {
    draft.clear();
    done();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ ...values, address: values.address.trim(), locale });
  };
  const options = vacant.map(({ id, names, isInvited }) => ({
    value: id,
    label: isInvited ? t('access.ui.vacant_invited', { name: nameIn(locale, names) }) : nameIn(locale, names),
  }));
  return (
    <form className="stack" onSubmit={submit} aria-label={t('access.ui.first')}>
      <p className="hint">{t('access.ui.first_hint')}</p>
      <SelectField
        id="first-organisation"
        label={t('web.organisation')}
        required
        value={values.organisation}
        onChange={({ target }) => set({ organisation: target.value })}
        options={[{ value: '', label: t('access.ui.choose') }, ...options]}
      />
      <ContactFields id="first" values={values} set={set} error={error} />
      <ReasonField id="first-reason" value={values.reason} set={(reason) => set({ reason })} error={error} />
      <ErrorNote error={error} typed />
      <p>
        <Button tone="primary" type="submit" unavailable={isSending}>
          {t('access.ui.invite.send')}
        </Button>
      </p>
    </form>
  );
}
