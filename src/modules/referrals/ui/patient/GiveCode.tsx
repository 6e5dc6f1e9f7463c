import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, SelectField, TextField } from '../../../../design/index.ts';
import { patientLocales, type PatientLocale } from '../../../../platform/i18n/patientLocales.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { patientsApi } from '../../../patients/ui/client.ts';
import { type Handing, handings, type PageWay } from '../../patientPage.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import type { Issued } from './Given.tsx';

type Props = { referral: string; patient: string; done: (issued: Issued) => void };
type Person = { id: string; name: string; phone: string | null };

/** A code for the patient or for somebody who speaks for them; where messages go is taken from the record. */
export function GiveCode({ referral, patient, done }: Props) {
  const { t } = useWords();
  const query = useQuery(patientsApi.patient.queryOptions({ input: { id: patient } }));
  return (
    <Loaded query={query}>
      {({ identity }) => (
        <Form
          referral={referral}
          done={done}
          people={[
            { id: '', name: t('referrals.patient.holder.patient'), phone: identity?.phone ?? null },
            ...(identity?.representatives ?? []).map(({ id, name, phone }) => ({ id, name, phone })),
          ]}
        />
      )}
    </Loaded>
  );
}

type Way = PageWay | 'nowhere';
type Draft = { whom: string; language: PatientLocale; handing: Handing; way: Way; to: string };

const phoneIn = (people: readonly Person[], whom: string): string => people.find(({ id }) => id === whom)?.phone ?? '';

const languages = patientLocales.map((value) => ({ value, label: localeTable[value].ownName }));

function Form({ referral, people, done }: Omit<Props, 'patient'> & { people: readonly Person[] }) {
  const { t, locale } = useWords();
  const [draft, setDraft] = useState<Draft>({
    whom: '',
    language: locale,
    handing: 'printed',
    way: phoneIn(people, '') === '' ? 'nowhere' : 'sms',
    to: phoneIn(people, ''),
  });
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const giving = useSend(referralsApi.issuePatientPage.call, done);
  const { whom, language, handing, way, to } = draft;
  const send = () =>
    giving.send({
      id: referral,
      representative: whom === '' ? null : whom,
      language,
      handing,
      reach: way === 'nowhere' ? null : { way, to },
    });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ErrorNote error={giving.error} typed />
      <Whom people={people} draft={draft} change={change} />
      <Reach draft={draft} change={change} />
      <p className="hint">{t('referrals.patient.give.replaces')}</p>
      <Button type="submit" tone="primary" unavailable={giving.isSending}>
        {t('referrals.patient.give.send')}
      </Button>
    </form>
  );
}

type Changing = { draft: Draft; change: (changed: Partial<Draft>) => void };

/** For whom, and in which language. */
function Whom({ people, draft, change }: Changing & { people: readonly Person[] }) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="code-whom"
        label={t('referrals.patient.give.to')}
        value={draft.whom}
        onChange={({ target }) => change({ whom: target.value, to: phoneIn(people, target.value) })}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        id="code-language"
        label={t('referrals.patient.give.language')}
        value={draft.language}
        onChange={({ target }) => change({ language: patientLocales.find((each) => each === target.value) ?? 'kk' })}
        options={languages}
      />
    </>
  );
}

const ways: readonly Way[] = ['sms', 'mail', 'nowhere'];

/** How the code is handed over, and where numbers and news go. What can be sent nowhere is handed over on paper. */
function Reach({ draft: { handing, way, to }, change }: Changing) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="code-way"
        label={t('referrals.patient.give.way')}
        value={way}
        onChange={({ target }) => {
          const chosen = ways.find((each) => each === target.value) ?? 'sms';
          change({ way: chosen, ...(chosen === 'nowhere' && { handing: 'printed' }) });
        }}
        options={ways.map((value) => ({ value, label: t(`referrals.patient.give.${value}`) }))}
      />
      {way !== 'nowhere' && (
        <>
          <TextField
            id="code-to"
            label={t('referrals.patient.give.number')}
            value={to}
            onChange={({ target }) => change({ to: target.value })}
            dir="ltr"
            required
          />
          <SelectField
            id="code-handing"
            label={t('referrals.patient.give.handing')}
            value={handing}
            onChange={({ target }) => change({ handing: handings.find((each) => each === target.value) ?? 'printed' })}
            options={handings.map((value) => ({ value, label: t(`referrals.patient.give.${value}`) }))}
          />
        </>
      )}
    </>
  );
}
