import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useMemo } from 'react';
import { Button, KeyValue, Note, SelectField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { textOf } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { type Priority, priorities } from '../referral.ts';
import { referralsApi } from './client.ts';
import { ConsentSaid } from './ConsentSaid.tsx';
import { PatientChoice } from './PatientChoice.tsx';
import { QuotaChoice } from './QuotaChoice.tsx';
import { type QuotaNamed, useQuota } from './useQuotas.ts';
import { useWords } from './useWords.ts';

type Values = { patient: string; quota: string; priority: Priority };

/** /app/referrals/new: who is sent, against which quota, how urgently. What stands in the draft is ids and choices: no name is kept. */
export function NewReferralPage() {
  const { t } = useWords();
  const router = useRouter();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const [asked, askedQuota] = [textOf(search['patient']) ?? '', textOf(search['quota']) ?? ''];
  const empty = useMemo<Values>(
    () => ({ patient: asked, quota: askedQuota, priority: 'planned' }),
    [asked, askedQuota],
  );
  const { values, set, wasKept, clear } = useDraft<Values>(`referral.new.${asked}`, empty);
  const { send, isSending, error } = useSend(referralsApi.createReferral.call, ({ id }) => {
    clear();
    router.history.push(`/app/referrals/${id}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(values);
  };
  return (
    <>
      <PageHead
        title={t('referrals.new.title')}
        lead={t('referrals.new.lead')}
        crumbs={[{ href: '/app/referrals', label: t('referrals.ui.all') }]}
      />
      <form className="card stack" onSubmit={submit} aria-label={t('referrals.new.title')} autoComplete="off">
        {wasKept && <Note>{t('web.draft_kept')}</Note>}
        <Fields values={values} set={set} error={error} />
        <ErrorNote error={error} typed />
        <p>
          <Button type="submit" tone="primary" unavailable={isSending}>
            {t(isSending ? 'phrase.saving' : 'referrals.new.begin')}
          </Button>
        </p>
      </form>
    </>
  );
}

type FieldsProps = { values: Values; set: (changed: Partial<Values>) => void; error: Error | null };

function Fields({ values, set, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <PatientChoice value={values.patient} put={(patient) => set({ patient })} error={faultAt(error, '/patient')} />
      <QuotaChoice
        id="new-quota"
        label={t('referrals.field.quota')}
        hint={t('referrals.new.quota_hint')}
        error={faultAt(error, '/quota')}
        required
        value={values.quota}
        put={(quota) => set({ quota })}
      />
      <Chosen {...values} />
      <Priorities value={values.priority} put={(priority) => set({ priority })} />
    </>
  );
}

/** What was chosen comes to: where the patient would be treated, what is free, and whether a consent lets that centre in. */
function Chosen({ patient, quota }: Values) {
  const found = useQuota(quota);
  return found && <Means quota={found} patient={patient} />;
}

function Means({ quota, patient }: { quota: QuotaNamed; patient: string }) {
  const { t, organisation } = useWords();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <div className="stack-s">
      <KeyValue
        facts={[
          { label: t('referrals.new.centre'), value: organisation(quota.centre, organisations) },
          { label: t('referrals.new.year'), value: String(quota.year) },
          ...(quota.isSeats ? [{ label: t('referrals.new.free'), value: quota.free }] : []),
        ]}
      />
      {patient !== '' && <ConsentSaid patient={patient} receiver={quota.centre} />}
    </div>
  );
}

function Priorities({ value, put }: { value: Priority; put: (priority: Priority) => void }) {
  const { t } = useWords();
  return (
    <SelectField
      id="new-priority"
      label={t('referrals.field.priority')}
      hint={t('referrals.field.priority_hint')}
      value={value}
      onChange={({ target }) => put(priorities.find((each) => each === target.value) ?? value)}
      options={priorities.map((each) => ({ value: each, label: t(`referrals.priority.${each}`) }))}
    />
  );
}
