import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { waysOfGiving } from '../consent.ts';
import type { TypedConsent } from './consentTyped.ts';
import type { Page } from './types.ts';

type Props = {
  page: Page;
  typed: TypedConsent;
  set: (changed: Partial<TypedConsent>) => void;
  fault: (field: string) => string | undefined;
};

/** To whom, by whom, how, from when to when. */
export function ConsentFields(props: Props) {
  return (
    <div className="card stack">
      <Receiver {...props} />
      <Giver {...props} />
      <Days {...props} />
    </div>
  );
}

function Receiver({ page, typed, set, fault }: Props) {
  const { t, locale } = useLanguage();
  const { data = [] } = useQuery(directoryApi.organisations.queryOptions());
  const others = data.filter(({ id }) => id !== page.custodian);
  const countries = [...new Set(others.map(({ country }) => country))];
  const here = others.filter(({ country }) => country === typed.country);
  const choose = { value: '', label: t('patients.ui.choose') };
  return (
    <div className="fgrid">
      <SelectField
        id="receiving-country"
        label={t('patients.ui.receiving_country')}
        error={fault('/receivingCountry')}
        required
        options={[choose, ...countries.map((country) => ({ value: country, label: countryName(locale, country) }))]}
        value={typed.country}
        onChange={({ target }) => set({ country: target.value, organisation: '' })}
      />
      <SelectField
        id="receiving-organisation"
        label={t('patients.ui.receiving_organisation')}
        options={[
          { value: '', label: t('patients.ui.receiving_organisation.any') },
          ...here.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
        ]}
        value={typed.organisation}
        onChange={({ target }) => set({ organisation: target.value })}
      />
    </div>
  );
}

function Giver({ page, typed, set, fault }: Props) {
  const { t } = useLanguage();
  const representatives = page.identity?.representatives ?? [];
  return (
    <div className="fgrid">
      <SelectField
        id="giver"
        label={t('patients.ui.given_by')}
        options={[
          { value: '', label: t('patients.ui.given_by.patient') },
          ...representatives.map(({ id, name, relation }) => ({
            value: id,
            label: `${name} (${t(`patients.ui.relation.${relation}`)})`,
          })),
        ]}
        value={typed.giver}
        onChange={({ target }) => set({ giver: target.value })}
      />
      <SelectField
        id="given-how"
        label={t('patients.ui.given_how')}
        options={waysOfGiving.map((how) => ({ value: how, label: t(`patients.ui.given_how.${how}`) }))}
        value={typed.how}
        onChange={({ target }) => set({ how: waysOfGiving.find((each) => each === target.value) ?? 'paper' })}
      />
      {typed.how === 'spoken' && (
        <TextField
          id="witness"
          label={t('patients.ui.consent.witness')}
          error={fault('/witness')}
          autoComplete="off"
          maxLength={200}
          value={typed.witness}
          onChange={({ target }) => set({ witness: target.value })}
        />
      )}
    </div>
  );
}

const dayLabels = {
  givenOn: 'patients.ui.given_on',
  from: 'patients.ui.valid_from',
  until: 'patients.ui.valid_until',
} as const;

function Days({ page, typed, set, fault }: Props) {
  const { t } = useLanguage();
  const standing = page.consents.filter(
    ({ purpose, moves }) => purpose === typed.purpose && moves.includes('supersede'),
  );
  return (
    <div className="fgrid">
      {(['givenOn', 'from', 'until'] as const).map((field) => (
        <TextField
          key={field}
          id={`consent-${field}`}
          type="date"
          label={t(dayLabels[field])}
          error={fault(`/${field}`)}
          required={field === 'givenOn'}
          value={typed[field]}
          onChange={({ target }) => set({ [field]: target.value })}
        />
      ))}
      {standing.length > 0 && (
        <SelectField
          id="supersedes"
          label={t('patients.ui.consent.supersedes')}
          options={[
            { value: '', label: t('patients.ui.consent.supersedes.none') },
            ...standing.map(({ id, receivingCountry, givenOn }) => ({
              value: id,
              label: `${receivingCountry}, ${givenOn}`,
            })),
          ]}
          value={typed.supersedes}
          onChange={({ target }) => set({ supersedes: target.value })}
        />
      )}
    </div>
  );
}
