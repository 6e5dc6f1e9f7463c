import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { QuotaPage } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { useWords } from './useWords.ts';

const kinds = ['move', 'grow', 'shrink'] as const;
type Kind = (typeof kinds)[number];

/** Puts a decision before the other side. */
export function Propose({ quota, close }: { quota: QuotaPage; close: () => void }) {
  const { t } = useWords();
  const [kind, choose] = useState<Kind>('move');
  const [to, name] = useState('');
  const [amount, count] = useState('');
  const [reasons, say] = useState<LocalisedText>({});
  const { send, isSending, error } = useSend(quotasApi.proposeDecision.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const between = { move: [quota.id, to || null], grow: [null, quota.id], shrink: [quota.id, null] } as const;
    const [from, into] = between[kind];
    send({ from, to: into, amount, reasons: readLocalised(reasons) ?? {} });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('quotas.decision.propose')}>
      <SelectField
        id="decision-kind"
        label={t('quotas.decision.kind')}
        value={kind}
        onChange={({ target }) => choose(kinds.find((each) => each === target.value) ?? 'move')}
        options={kinds.map((each) => ({ value: each, label: t(`quotas.decision.kind.${each}`) }))}
      />
      {kind === 'move' && <Target quota={quota} value={to} set={name} />}
      <HowMuch {...{ amount, count, reasons, say, error }} />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('quotas.decision.propose')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type HowMuchProps = {
  amount: string;
  count: (amount: string) => void;
  reasons: LocalisedText;
  say: (reasons: LocalisedText) => void;
  error: Error | null;
};

function HowMuch({ amount, count, reasons, say, error }: HowMuchProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        id="decision-amount"
        label={t('quotas.decision.amount')}
        error={faultAt(error, '/amount')}
        inputMode="decimal"
        required
        value={amount}
        onChange={({ target }) => count(target.value)}
      />
      <LocalisedTextField
        id="decision-reasons"
        label={t('quotas.decision.reasons')}
        value={reasons}
        set={say}
        error={faultAt(error, '/reasons')}
      />
    </>
  );
}

/** Other open quotas between the same two, in the same unit. */
function Target({ quota, value, set }: { quota: QuotaPage; value: string; set: (id: string) => void }) {
  const { t, name, region } = useWords();
  const { data } = useQuery(quotasApi.quotas.queryOptions({ input: { state: 'open' } }));
  const fitting = (data?.items ?? []).filter(
    ({ id, partnership, unit, currency, isOfActor, isDemo }) =>
      id !== quota.id &&
      isOfActor &&
      isDemo === quota.isDemo &&
      partnership === quota.partnership &&
      unit === quota.unit &&
      currency === quota.currency,
  );
  return (
    <SelectField
      id="decision-to"
      label={t('quotas.decision.to')}
      required
      value={value}
      onChange={({ target }) => set(target.value)}
      options={[
        { value: '', label: t('quotas.ui.choose') },
        ...fitting.map(({ id, diseaseGroup, year, region: place }) => ({
          value: id,
          label: `${name(diseaseGroup.names)} ${year}, ${region(place)}`,
        })),
      ]}
    />
  );
}
