import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useMemo } from 'react';
import { Button, LinkButton, Note, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { textOf } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { type Sending, useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import type { QuotaPage } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { describedBy, QuotaFields, type Typed } from './Fields.tsx';
import { useWords } from './useWords.ts';

const empty: Typed = {
  instrument: '',
  provision: {},
  diseaseGroup: '',
  centre: '',
  beneficiary: '',
  region: null,
  year: '',
  unit: 'seat',
  currency: 'KZT',
  amount: '',
  reservationDays: '30',
  rule: {},
  order: ['urgent_first', 'waiting_longest'],
  path: '',
  commitment: '',
};

/** /app/quotas/new: a quota that the acting organisation gives. */
export function NewQuotaPage() {
  const { t } = useWords();
  const router = useRouter();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = textOf(search['partnership']) ?? '';
  const begun = useMemo(() => ({ ...empty, partnership: asked }), [asked]);
  const draft = useDraft('quota.new', begun);
  const { values, set } = draft;
  const sending = useSend(quotasApi.recordQuota.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/quotas/${id}`);
  });
  const submit = () => sending.send({ partnership: values.partnership, ...describedBy(values) });
  return (
    <>
      <PageHead
        title={t('quotas.ui.new')}
        lead={t('quotas.ui.new_lead')}
        crumbs={[{ href: '/app/quotas', label: t('quotas.ui.title') }]}
      />
      <Form label={t('quotas.ui.new')} back="/app/quotas" {...{ sending, submit }} wasKept={draft.wasKept}>
        <Partnership
          value={values.partnership}
          set={(partnership) => set({ partnership, instrument: '', path: '', commitment: '' })}
        />
        <QuotaFields values={values} set={set} partnership={values.partnership} error={sending.error} />
      </Form>
    </>
  );
}

/** /app/quotas/{id}/change: a draft as a whole; of an open quota its days, its words and its rule. */
export function ChangeQuotaPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(quotasApi.quota.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(quota) => <Change key={quota.version} quota={quota} />}</Loaded>;
}

const typedOf = (quota: QuotaPage): Typed => ({
  instrument: quota.instrument ?? '',
  provision: quota.provision ?? {},
  diseaseGroup: quota.diseaseGroup.code,
  centre: quota.centre,
  beneficiary: quota.beneficiary,
  region: quota.region?.key ?? null,
  year: String(quota.year),
  unit: quota.unit,
  currency: quota.currency ?? 'KZT',
  amount: quota.amount,
  reservationDays: String(quota.reservationDays),
  rule: quota.priorityRule.words,
  order: quota.priorityRule.order,
  path: quota.path ?? '',
  commitment: quota.commitment ?? '',
});

function Change({ quota }: { quota: QuotaPage }) {
  const { t, name } = useWords();
  const router = useRouter();
  const { id, version, state, diseaseGroup, year, partnershipNamed } = quota;
  const begun = useMemo(() => typedOf(quota), [quota]);
  const draft = useDraft(`quota.${id}`, begun);
  const back = `/app/quotas/${id}`;
  const sending = useSend(quotasApi.changeQuota.call, () => {
    draft.clear();
    router.history.push(back);
  });
  return (
    <>
      <PageHead
        title={t('quotas.ui.change')}
        crumbs={[
          { href: '/app/quotas', label: t('quotas.ui.title') },
          { href: back, label: `${name(diseaseGroup.names)}, ${year}` },
        ]}
      />
      <Form
        label={t('quotas.ui.change')}
        back={back}
        sending={sending}
        submit={() => sending.send({ id, version, ...describedBy(draft.values) })}
        wasKept={draft.wasKept}
      >
        <QuotaFields
          values={draft.values}
          set={draft.set}
          partnership={partnershipNamed?.slug ?? ''}
          error={sending.error}
          isOpen={state !== 'draft'}
        />
      </Form>
    </>
  );
}

type FormProps = {
  label: string;
  back: string;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  submit: () => void;
  wasKept: boolean;
  children: ReactNode;
};

function Form({ label, back, sending: { isSending, error }, submit, wasKept, children }: FormProps) {
  const { t } = useWords();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="card stack" onSubmit={send} aria-label={label}>
      {wasKept && <Note>{t('web.draft_kept')}</Note>}
      {children}
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <LinkButton href={back}>{t('action.cancel')}</LinkButton>
      </div>
    </form>
  );
}

/** Only partnerships with a side of ours can be chosen. */
function Partnership({ value, set }: { value: string; set: (slug: string) => void }) {
  const { t, name } = useWords();
  const { data = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const ours = data.filter(({ ownSide }) => ownSide !== null);
  return (
    <SelectField
      id="quota-partnership"
      label={t('quotas.ui.partnership')}
      required
      value={value}
      onChange={({ target }) => set(target.value)}
      options={[
        { value: '', label: t('quotas.ui.choose') },
        ...ours.map(({ slug, names }) => ({ value: slug, label: name(names) })),
      ]}
    />
  );
}
