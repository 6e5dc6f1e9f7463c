import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { SelectField, TextField } from '../../../../design/index.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import { type LocalisedText, nameIn } from '../../../../platform/i18n/shown.ts';
import { LocalisedTextField } from '../../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../../web/kit/localisedDraft.ts';
import { faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { accordsApi } from '../../../accords/ui/client.ts';
import { Choices } from '../../../directory/ui/Choices.tsx';
import { directoryApi } from '../../../directory/ui/client.ts';
import { mostKeepDays } from '../../mission.ts';
import type { MissionLanguage } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { Frame, orNull } from './Frame.tsx';
import { useWords } from './useWords.ts';

/** What a mission is called, in which languages it is announced, who comes and what it is counted for. */
export type Typed = {
  title: LocalisedText;
  languages: MissionLanguage[];
  visitors: string[];
  commitment: string;
  keepDays: string;
};
export const describedBy = ({ title, languages, visitors, commitment, keepDays }: Typed) => ({
  title: readLocalised(title) ?? {},
  languages,
  visitors: visitors.filter((id) => id !== ''),
  commitment: orNull(commitment),
  keepDays: Number(keepDays),
});
const allLanguages = Object.keys(localeTable) as MissionLanguage[];

type Props = {
  values: Typed;
  set: (changed: Partial<Typed>) => void;
  partnership: string;
  error: Error | null;
};

export function DescribeFields({ values, set, partnership, error }: Props) {
  const { t } = useWords();
  return (
    <>
      <LocalisedTextField
        id="mission-title"
        label={t('missions.plan.title')}
        hint={t('missions.plan.title_hint')}
        value={values.title}
        set={(title) => set({ title })}
        error={faultAt(error, '/title')}
        isLine
      />
      <Choices
        legend={t('missions.plan.languages')}
        hint={t('missions.plan.languages_hint')}
        options={allLanguages}
        labelOf={(language) => t(`language.${language}`)}
        chosen={values.languages}
        set={(languages) => set({ languages })}
      />
      <Visitors values={values} set={set} />
      {partnership !== '' && <Commitment {...{ values, set, partnership }} />}
      <TextField
        id="mission-keep-days"
        label={t('missions.plan.keep_days')}
        hint={t('missions.plan.keep_days_hint')}
        error={faultAt(error, '/keepDays')}
        type="number"
        min={1}
        max={mostKeepDays}
        required
        value={values.keepDays}
        onChange={(event) => set({ keepDays: event.target.value })}
      />
    </>
  );
}

/** Organisations that come: one field for each, and an empty one for another. */
function Visitors({ values: { visitors }, set }: Pick<Props, 'values' | 'set'>) {
  const { t, locale } = useWords();
  const { data = [] } = useQuery(directoryApi.organisations.queryOptions());
  const options = data
    .map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, locale));
  const chosen = visitors.filter((id) => id !== '');
  const choose = (at: number, id: string) =>
    set({ visitors: [...new Set([...chosen, ''].map((each, index) => (index === at ? id : each)))].filter(Boolean) });
  return [...chosen, ''].map((visitor, index) => (
    <SelectField
      key={visitor}
      id={`mission-visitor-${index}`}
      label={t('missions.plan.visitor', { number: index + 1 })}
      value={visitor}
      onChange={(event) => choose(index, event.target.value)}
      options={[{ value: '', label: t('missions.plan.nobody') }, ...options]}
    />
  ));
}

/** The commitment that what is done there is counted for. */
function Commitment({ values, set, partnership }: Omit<Props, 'error'>) {
  const { t, text } = useWords();
  const asked = { partnership, limit: 100 };
  const { data } = useQuery(accordsApi.commitments.queryOptions({ input: asked }));
  const options = (data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }));
  const isKnown = values.commitment === '' || options.some(({ value }) => value === values.commitment);
  return (
    <SelectField
      id="mission-commitment"
      label={t('missions.plan.commitment')}
      hint={t('missions.plan.commitment_hint')}
      value={values.commitment}
      onChange={(event) => set({ commitment: event.target.value })}
      options={[
        { value: '', label: t('missions.plan.no_commitment') },
        ...(isKnown ? [] : [{ value: values.commitment, label: t('missions.plan.commitment_kept') }]),
        ...options,
      ]}
    />
  );
}

/** The same, to be changed. */
export function ChangeForm({ mission, close }: { mission: Planned; close: () => void }) {
  const { t } = useWords();
  const { id, version, title, languages, visitors, commitment, keepDays, partnership } = mission;
  const begun = useMemo<Typed>(
    () => ({ title, languages, visitors, commitment: commitment ?? '', keepDays: String(keepDays) }),
    [title, languages, visitors, commitment, keepDays],
  );
  const draft = useDraft(`mission.${id}.description`, begun);
  const sending = useSend(missionsApi.changeMission.call, () => {
    draft.clear();
    close();
  });
  const submit = () => sending.send({ id, version, ...describedBy(draft.values) });
  return (
    <Frame label={t('missions.plan.change')} {...{ sending, submit, close }} wasKept={draft.wasKept}>
      <DescribeFields
        values={draft.values}
        set={draft.set}
        partnership={partnership?.slug ?? ''}
        error={sending.error}
      />
    </Frame>
  );
}
