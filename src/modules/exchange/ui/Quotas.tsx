import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, StatusChip, Table, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { quotasApi } from '../../quotas/ui/client.ts';
import { type Exchange, exchangeApi } from './client.ts';

type Agreed = Exchange['quotas'];

/** Quotas that both installations call by one code, and the seats that exchanged referrals hold of each here and there. */
export function Quotas({ quotas }: { quotas: Agreed }) {
  const { t } = useLanguage();
  return (
    <section className="card stack">
      <h2>{t('exchange.ui.quotas')}</h2>
      <p className="quiet">{t('exchange.ui.quotas_text')}</p>
      {quotas.length > 0 && <Held quotas={quotas} />}
      <details>
        <summary>{t('exchange.ui.agree')}</summary>
        <Agree />
      </details>
    </section>
  );
}

function Held({ quotas }: { quotas: Agreed }) {
  const { t, formats, locale } = useLanguage();
  return (
    <Table
      id="agreed"
      caption={t('exchange.ui.quotas')}
      captionHidden
      columns={[
        { key: 'code', label: t('exchange.ui.code') },
        { key: 'quota', label: t('exchange.ui.quota') },
        { key: 'here', label: t('exchange.ui.here'), numeric: true },
        { key: 'there', label: t('exchange.ui.there'), numeric: true },
        { key: 'state', label: t('exchange.ui.state') },
      ]}
      rows={quotas.map(({ quota, code, centre, year, here, there }) => ({
        key: quota,
        cells: [
          code,
          `${nameIn(locale, centre)} · ${year}`,
          formats.number(here),
          formats.number(there),
          <StatusChip
            key="state"
            status={here === there ? 'kept' : 'overdue'}
            label={t(here === there ? 'exchange.ui.same' : 'exchange.ui.differs')}
          />,
        ],
      }))}
    />
  );
}

function useChoices() {
  const { locale } = useLanguage();
  const list = useQuery(quotasApi.quotas.queryOptions({ input: { state: 'open' } })).data;
  const centreOf = (id: string) => list?.organisations.find((each) => each.id === id)?.names ?? {};
  return (list?.items ?? []).map(({ id, centre, year, diseaseGroup }) => ({
    value: id,
    label: `${nameIn(locale, centreOf(centre))} · ${nameIn(locale, diseaseGroup.names)} · ${year}`,
  }));
}

const nothing = { quota: '', code: '' };
function Agree() {
  const { t } = useLanguage();
  const [values, setValues] = useState(nothing);
  const choices = useChoices();
  const { send, isSending, error } = useSend(exchangeApi.agreeQuota.call, () => setValues(nothing));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(values);
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('exchange.ui.agree')}>
      <SelectField
        id="agree-quota"
        label={t('exchange.ui.quota')}
        required
        value={values.quota}
        onChange={({ target }) => setValues({ ...values, quota: target.value })}
        options={[{ value: '', label: '—' }, ...choices]}
      />
      <TextField
        id="agree-code"
        label={t('exchange.ui.code')}
        hint={t('exchange.ui.code_hint')}
        required
        pattern="[A-Za-z0-9._\-]{3,64}"
        value={values.code}
        onChange={({ target }) => setValues({ ...values, code: target.value.trim() })}
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('exchange.ui.agree')}
        </Button>
      </p>
    </form>
  );
}
