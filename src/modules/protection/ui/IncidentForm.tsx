import type { FormEvent } from 'react';
import { SelectField, TextArea, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import type { Sending } from '../../../web/kit/useSend.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { risks } from '../duty.ts';
import { incidentKinds } from '../incident.ts';
import type { Incident } from './client.ts';
import { momentOf, typedOf } from './moments.ts';
import { FormEnd } from './FormEnd.tsx';

type Fields = Pick<Incident, 'kind' | 'title' | 'whatHappened' | 'beganAt' | 'endedAt' | 'countries' | 'risk'>;
type Props = {
  /** Of the draft. */
  name: string;
  title: string;
  /** Null for a new one. */
  known: Incident | null;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  send: (fields: Fields, foundAt: string) => void;
  close: () => void;
};

const startOf = (known: Incident | null) => ({
  kind: known?.kind ?? 'other',
  title: known?.title ?? '',
  whatHappened: known?.whatHappened ?? '',
  foundAt: typedOf(known?.foundAt ?? null),
  beganAt: typedOf(known?.beganAt ?? null),
  endedAt: typedOf(known?.endedAt ?? null),
  countries: known?.countries.join(', ') ?? 'KZ',
  risk: known?.risk ?? 'unassessed',
});
type Typed = ReturnType<typeof startOf>;

/** What happened, when, to people of which countries, and how great the risk is. */
export function IncidentForm({ name, title, known, sending: { isSending, error }, send, close }: Props) {
  const { values, set } = useDraft<Typed>(name, startOf(known));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { kind, whatHappened, risk } = values;
    const countries = values.countries.split(/[\s,]+/).filter(Boolean);
    const moments = { beganAt: momentOf(values.beganAt), endedAt: momentOf(values.endedAt) };
    send({ kind, title: values.title, whatHappened, countries, risk, ...moments }, momentOf(values.foundAt) ?? '');
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={title}>
      <h2 className="minor">{title}</h2>
      <ErrorNote error={error} typed />
      <Words values={values} set={set} />
      <Whom values={values} set={set} />
      <Times values={values} set={set} isNew={known === null} />
      <FormEnd isSending={isSending} close={close} />
    </form>
  );
}

type PartProps = { values: Typed; set: (changed: Partial<Typed>) => void };

function Words({ values, set }: PartProps) {
  const t = useT();
  return (
    <>
      <SelectField
        id="incident-kind"
        label={t('protection.ui.incident.kind')}
        value={values.kind}
        options={incidentKinds.map((value) => ({ value, label: t(`protection.ui.kind.${value}`) }))}
        onChange={(event) => set({ kind: event.target.value as Typed['kind'] })}
      />
      <TextField
        id="incident-title"
        label={t('protection.ui.incident.title')}
        required
        minLength={3}
        maxLength={200}
        value={values.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextArea
        id="incident-what"
        label={t('protection.ui.incident.what_happened')}
        required
        minLength={3}
        maxLength={10_000}
        rows={5}
        value={values.whatHappened}
        onChange={(event) => set({ whatHappened: event.target.value })}
      />
    </>
  );
}

function Whom({ values, set }: PartProps) {
  const t = useT();
  return (
    <>
      <TextField
        id="incident-countries"
        label={t('protection.ui.incident.countries')}
        hint={t('protection.ui.countries_hint')}
        required
        pattern="[A-Z]{2}([\s,]+[A-Z]{2})*"
        value={values.countries}
        onChange={(event) => set({ countries: event.target.value.toUpperCase() })}
      />
      <SelectField
        id="incident-risk"
        label={t('protection.ui.incident.risk')}
        value={values.risk}
        options={risks.map((value) => ({ value, label: t(`protection.ui.risk.${value}`) }))}
        onChange={(event) => set({ risk: event.target.value as Typed['risk'] })}
      />
    </>
  );
}

function Times({ values, set, isNew }: PartProps & { isNew: boolean }) {
  const t = useT();
  const moment = (name: 'foundAt' | 'beganAt' | 'endedAt', label: string) => (
    <TextField
      id={`incident-${name}`}
      label={label}
      type="datetime-local"
      required={name === 'foundAt'}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {isNew && moment('foundAt', t('protection.ui.incident.found_at'))}
      {moment('beganAt', t('protection.ui.incident.began_at'))}
      {moment('endedAt', t('protection.ui.incident.ended_at'))}
    </>
  );
}
