import type { FormEvent } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { holdingGrounds } from '../transfer.ts';
import { type Protection, protectionApi, type ProtectionPageInput } from './client.ts';
import { FormEnd } from './FormEnd.tsx';

type Typed = Omit<ProtectionPageInput, 'version'>;
type Props = { page: Protection['page']; close: () => void };

const emptyGround: Typed['grounds'][number] = { purpose: '', ground: 'consent', law: '' };
const empty: Typed = { officer: '', officerContact: '', hostingCountry: 'KZ', grounds: [emptyGround] };

/** Who answers for personal data, and on what grounds. */
export function PageForm({ page, close }: Props) {
  const t = useT();
  const draft = useDraft<Typed>(`protection.${page?.version ?? 0}`, page ?? empty);
  const done = () => {
    draft.clear();
    close();
  };
  const { send, isSending, error } = useSend(protectionApi.changeProtection.call, done);
  const { officer, officerContact, hostingCountry, grounds } = draft.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ officer, officerContact, hostingCountry, grounds, version: page?.version ?? null });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('protection.ui.title')}>
      <ErrorNote error={error} typed />
      <Officer values={draft.values} set={draft.set} />
      <Grounds grounds={grounds} set={(changed) => draft.set({ grounds: changed })} />
      <FormEnd isSending={isSending} close={close} />
    </form>
  );
}

type PartProps = { values: Typed; set: (changed: Partial<Typed>) => void };

function Officer({ values, set }: PartProps) {
  const { t, locale } = useLanguage();
  const text = (name: 'officer' | 'officerContact', label: string) => (
    <TextField
      id={`protection-${name}`}
      label={label}
      required
      maxLength={200}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {text('officer', t('protection.ui.officer'))}
      {text('officerContact', t('protection.ui.officer_contact'))}
      <TextField
        id="protection-country"
        label={t('protection.ui.hosting_country')}
        hint={
          values.hostingCountry.length === 2
            ? countryName(locale, values.hostingCountry)
            : t('protection.ui.country_hint')
        }
        required
        pattern="[A-Z]{2}"
        maxLength={2}
        value={values.hostingCountry}
        onChange={(event) => set({ hostingCountry: event.target.value.toUpperCase() })}
      />
    </>
  );
}

type GroundsProps = { grounds: Typed['grounds']; set: (grounds: Typed['grounds']) => void };

function Grounds({ grounds, set }: GroundsProps) {
  const t = useT();
  return (
    <fieldset className="stack">
      <legend>{t('protection.ui.grounds')}</legend>
      {grounds.map((ground, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines are only told apart by their place
        <GroundFields
          key={index}
          id={`ground-${index}`}
          ground={ground}
          set={(changed) => set(grounds.with(index, { ...ground, ...changed }))}
          drop={grounds.length > 1 ? () => set(grounds.toSpliced(index, 1)) : undefined}
        />
      ))}
      <p>
        <Button onClick={() => set([...grounds, emptyGround])}>{t('protection.ui.add_ground')}</Button>
      </p>
    </fieldset>
  );
}

type GroundProps = {
  id: string;
  ground: Typed['grounds'][number];
  set: (changed: Partial<Typed['grounds'][number]>) => void;
  drop: (() => void) | undefined;
};

function GroundFields({ id, ground, set, drop }: GroundProps) {
  const t = useT();
  return (
    <div className="card stack-s">
      <TextField
        id={`${id}-purpose`}
        label={t('protection.ui.purpose')}
        required
        maxLength={300}
        value={ground.purpose}
        onChange={(event) => set({ purpose: event.target.value })}
      />
      <SelectField
        id={`${id}-ground`}
        label={t('protection.ui.ground')}
        value={ground.ground}
        options={holdingGrounds.map((value) => ({ value, label: t(`protection.ui.ground.${value}`) }))}
        onChange={(event) => set({ ground: event.target.value as typeof ground.ground })}
      />
      <TextField
        id={`${id}-law`}
        label={t('protection.ui.law')}
        required
        maxLength={300}
        value={ground.law}
        onChange={(event) => set({ law: event.target.value })}
      />
      {drop && (
        <p>
          <Button onClick={drop}>{t('protection.ui.drop_ground')}</Button>
        </p>
      )}
    </div>
  );
}
