import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { Choices } from '../../directory/ui/Choices.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { instrumentsApi } from '../../instruments/ui/client.ts';
import { priorities, type Priority, type QuotaUnit } from '../quota.ts';
import { referralsApi } from '../../referrals/ui/client.ts';
import { quotasApi, type QuotaInput } from './client.ts';
import { Size } from './SizeFields.tsx';
import { useWords } from './useWords.ts';

/** What is typed of a quota. */
export type Typed = {
  instrument: string;
  provision: LocalisedText;
  diseaseGroup: string;
  centre: string;
  beneficiary: string;
  region: string | null;
  year: string;
  unit: QuotaUnit;
  currency: string;
  amount: string;
  reservationDays: string;
  rule: LocalisedText;
  order: Priority[];
  path: string;
  commitment: string;
};

export const describedBy = (typed: Typed): Omit<QuotaInput, 'id' | 'version'> => ({
  instrument: typed.instrument === '' ? null : typed.instrument,
  provision: readLocalised(typed.provision),
  diseaseGroup: typed.diseaseGroup,
  centre: typed.centre,
  beneficiary: typed.beneficiary,
  region: typed.region,
  year: Number(typed.year),
  unit: typed.unit,
  currency: typed.unit === 'money' ? typed.currency : null,
  amount: typed.amount,
  reservationDays: Number(typed.reservationDays),
  priorityRule: { words: readLocalised(typed.rule) ?? {}, order: typed.order },
  path: typed.path === '' ? null : typed.path,
  commitment: typed.commitment === '' ? null : typed.commitment,
});

export type FieldsProps = {
  values: Typed;
  set: (changed: Partial<Typed>) => void;
  /** Slug of the partnership whose instruments can be named. */
  partnership: string;
  error: Error | null;
  /** Open already: what the sides agreed stays. */
  isOpen?: boolean;
};

export function QuotaFields(props: FieldsProps) {
  const { t } = useWords();
  const { values, set, error, isOpen = false } = props;
  return (
    <>
      {!isOpen && <Parties {...props} />}
      {!isOpen && <Size {...props} />}
      <LocalisedTextField
        id="quota-provision"
        label={t('quotas.ui.provision')}
        value={values.provision}
        set={(provision) => set({ provision })}
        error={faultAt(error, '/provision')}
      />
      <TextField
        id="quota-days"
        label={t('quotas.ui.days')}
        hint={t('quotas.ui.days_hint')}
        error={faultAt(error, '/reservationDays')}
        type="number"
        min={1}
        max={365}
        required
        value={values.reservationDays}
        onChange={({ target }) => set({ reservationDays: target.value })}
      />
      <Rule {...props} />
      <Path {...props} />
      <Commitment {...props} />
    </>
  );
}

/** Whose turn comes first: in words, and as the order that boards follow. */
function Rule({ values, set, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <LocalisedTextField
        id="quota-rule"
        label={t('quotas.ui.rule')}
        hint={t('quotas.ui.rule_hint')}
        value={values.rule}
        set={(rule) => set({ rule })}
        error={faultAt(error, '/priorityRule/words')}
      />
      <Choices
        legend={t('quotas.ui.order')}
        options={priorities}
        labelOf={(priority) => t(`quotas.priority.${priority}`)}
        chosen={values.order}
        set={(order) => set({ order })}
      />
    </>
  );
}

/** How its referrals go, where the reader may see paths. */
function Path({ values, set, partnership }: FieldsProps) {
  const { t, name } = useWords();
  const may = useMay('referrals.read');
  const input = partnership === '' ? {} : { partnership };
  const { data = [] } = useQuery({ ...referralsApi.paths.queryOptions({ input }), enabled: may });
  if (!may) return null;
  return (
    <SelectField
      id="quota-path"
      label={t('quotas.ui.path')}
      hint={t('quotas.ui.path_hint')}
      value={values.path}
      onChange={({ target }) => set({ path: target.value })}
      options={[
        { value: '', label: t('quotas.ui.no_path') },
        ...data.map(({ id, names }) => ({ value: id, label: name(names) })),
      ]}
    />
  );
}

/** The promise for which those are counted who are treated under it. */
function Commitment({ values, set, partnership }: FieldsProps) {
  const { t, text } = useWords();
  const may = useMay('accords.read');
  const input = { ...(partnership !== '' && { partnership }), limit: 100 };
  const { data } = useQuery({ ...accordsApi.commitments.queryOptions({ input }), enabled: may && partnership !== '' });
  const options = (data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }));
  const isKnown = values.commitment === '' || options.some(({ value }) => value === values.commitment);
  return (
    <SelectField
      id="quota-commitment"
      label={t('quotas.ui.commitment')}
      hint={t('quotas.ui.commitment_hint')}
      value={values.commitment}
      onChange={({ target }) => set({ commitment: target.value })}
      options={[
        { value: '', label: t('quotas.ui.no_commitment') },
        ...(isKnown ? [] : [{ value: values.commitment, label: t('quotas.ui.commitment_kept') }]),
        ...options,
      ]}
    />
  );
}

/** For what and where. */
function Parties(props: FieldsProps) {
  const { t, name } = useWords();
  const { values, set } = props;
  const { data: groups = [] } = useQuery(quotasApi.diseaseGroups.queryOptions({ input: {} }));
  const first = { value: '', label: t('quotas.ui.choose') };
  return (
    <>
      <SelectField
        id="quota-group"
        label={t('quotas.ui.group')}
        required
        value={values.diseaseGroup}
        onChange={({ target }) => set({ diseaseGroup: target.value })}
        options={[first, ...groups.map(({ code, names }) => ({ value: code, label: name(names) }))]}
      />
      <Between {...props} />
      <PlaceField
        id="quota-region"
        label={t('quotas.ui.region')}
        value={values.region}
        set={(region) => set({ region })}
      />
      <Instrument {...props} />
    </>
  );
}

/** At which centre and for whose patients. */
function Between({ values, set }: FieldsProps) {
  const { t, name } = useWords();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const first = { value: '', label: t('quotas.ui.choose') };
  const all = [first, ...organisations.map(({ id, names }) => ({ value: id, label: name(names) }))];
  return (
    <>
      <SelectField
        id="quota-centre"
        label={t('quotas.ui.centre')}
        required
        value={values.centre}
        onChange={({ target }) => set({ centre: target.value })}
        options={all}
      />
      <SelectField
        id="quota-beneficiary"
        label={t('quotas.ui.beneficiary')}
        hint={t('quotas.ui.beneficiary_hint')}
        required
        value={values.beneficiary}
        onChange={({ target }) => set({ beneficiary: target.value })}
        options={all}
      />
    </>
  );
}

/** By which instrument: of the partnership that was chosen. */
function Instrument({ values, set, partnership }: FieldsProps) {
  const { t, text } = useWords();
  const { data: found } = useQuery(
    instrumentsApi.instruments.queryOptions({ input: { ...(partnership !== '' && { partnership }), limit: 100 } }),
  );
  return (
    <SelectField
      id="quota-instrument"
      label={t('quotas.ui.instrument')}
      hint={t('quotas.ui.instrument_hint')}
      value={values.instrument}
      onChange={({ target }) => set({ instrument: target.value })}
      options={[
        { value: '', label: t('quotas.ui.no_instrument') },
        ...(found?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) })),
      ]}
    />
  );
}
