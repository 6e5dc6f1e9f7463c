import type { FormEvent } from 'react';
import { Note, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { categories, grounds } from '../transfer.ts';
import { protectionApi, type Transfer } from './client.ts';
import { momentOf, typedOf } from './moments.ts';
import { FormEnd } from './FormEnd.tsx';

type Category = (typeof categories)[number];
type Props = { corrects: Transfer | null; close: () => void };

const startOf = (earlier: Transfer | null) => ({
  sentAt: typedOf(earlier?.sentAt ?? null),
  toName: earlier?.toName ?? '',
  toCountry: earlier?.toCountry ?? '',
  categories: [...(earlier?.categories ?? [])] as Category[],
  people: String(earlier?.people ?? 1),
  ground: earlier?.ground ?? 'treaty',
  reference: earlier?.reference ?? '',
});
type Typed = ReturnType<typeof startOf>;

/** A line for the register; one that puts an earlier line right keeps its receiver and patient. */
export function TransferForm({ corrects, close }: Props) {
  const t = useT();
  const draft = useDraft<Typed>(`transfer.${corrects?.id ?? 'new'}`, startOf(corrects));
  const { send, isSending, error } = useSend(protectionApi.recordTransfer.call, () => {
    draft.clear();
    close();
  });
  const { values } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { toName, people, sentAt, ...rest } = values;
    send({
      ...rest,
      people: Number(people),
      sentAt: momentOf(sentAt) ?? '',
      toName: corrects?.toOrganisation ? null : toName,
      toOrganisation: corrects?.toOrganisation ?? null,
      patient: corrects?.patient ?? null,
      corrects: corrects?.id ?? null,
    });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('protection.ui.transfers.record')}>
      <h2 className="minor">{t(corrects ? 'protection.ui.transfers.correct' : 'protection.ui.transfers.record')}</h2>
      {corrects && <Note>{t('protection.ui.transfers.correcting', { reference: corrects.reference })}</Note>}
      <ErrorNote error={error} typed />
      <Receiver values={values} set={draft.set} isNamed={corrects?.toOrganisation == null} />
      <What values={values} set={draft.set} isOnePatient={corrects?.patient != null} />
      <FormEnd isSending={isSending} close={close} />
    </form>
  );
}

type PartProps = { values: Typed; set: (changed: Partial<Typed>) => void };

function Receiver({ values, set, isNamed }: PartProps & { isNamed: boolean }) {
  const { t, locale } = useLanguage();
  return (
    <>
      {isNamed && (
        <TextField
          id="transfer-to"
          label={t('protection.ui.to_name')}
          required
          minLength={2}
          maxLength={300}
          value={values.toName}
          onChange={(event) => set({ toName: event.target.value })}
        />
      )}
      <TextField
        id="transfer-country"
        label={t('protection.column.to_country')}
        hint={values.toCountry.length === 2 ? countryName(locale, values.toCountry) : t('protection.ui.country_hint')}
        required
        pattern="[A-Z]{2}"
        maxLength={2}
        value={values.toCountry}
        onChange={(event) => set({ toCountry: event.target.value.toUpperCase() })}
      />
      <TextField
        id="transfer-at"
        label={t('protection.column.sent_at')}
        type="datetime-local"
        required
        value={values.sentAt}
        onChange={(event) => set({ sentAt: event.target.value })}
      />
    </>
  );
}

function What({ values, set, isOnePatient }: PartProps & { isOnePatient: boolean }) {
  const t = useT();
  return (
    <>
      <Categories values={values} set={set} />
      {!isOnePatient && (
        <TextField
          id="transfer-people"
          label={t('protection.column.people')}
          type="number"
          min={1}
          required
          value={values.people}
          onChange={(event) => set({ people: event.target.value })}
        />
      )}
      <SelectField
        id="transfer-ground"
        label={t('protection.column.ground')}
        value={values.ground}
        options={grounds.map((value) => ({ value, label: t(`protection.ui.ground.${value}`) }))}
        onChange={(event) => set({ ground: event.target.value as Typed['ground'] })}
      />
      <TextField
        id="transfer-reference"
        label={t('protection.column.reference')}
        hint={t('protection.ui.reference_hint')}
        required
        minLength={3}
        maxLength={300}
        value={values.reference}
        onChange={(event) => set({ reference: event.target.value })}
      />
    </>
  );
}

function Categories({ values, set }: PartProps) {
  const t = useT();
  const toggle = (category: Category, isIn: boolean) =>
    set({
      categories: isIn ? [...values.categories, category] : values.categories.filter((each) => each !== category),
    });
  return (
    <fieldset>
      <legend>{t('protection.column.categories')}</legend>
      {categories.map((category) => (
        <label key={category} className="check">
          <input
            type="checkbox"
            checked={values.categories.includes(category)}
            onChange={(event) => toggle(category, event.target.checked)}
          />{' '}
          {t(`protection.ui.category.${category}`)}
        </label>
      ))}
    </fieldset>
  );
}
