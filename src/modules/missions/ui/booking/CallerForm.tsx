import { useState } from 'react';
import { Button, Card, Note, SelectField, TextArea, TextField } from '../../../../design/index.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { specialties } from '../../day/operation.ts';
import { type BookingRow, type CallerInput, missionsApi } from '../client.ts';
import { timeIn, Times } from './Times.tsx';

type Draft = Omit<CallerInput, 'id' | 'wanted' | 'isConsentSaid' | 'birthYear' | 'representative'> & {
  birthYear: string;
  representative: string;
  time: string;
  agreed: boolean;
};
const empty: Draft = {
  name: '',
  birthYear: '',
  phone: '',
  complaint: '',
  referred: false,
  disability: false,
  representative: '',
  specialty: 'therapy',
  language: 'kk',
  time: '',
  agreed: false,
};

/** What is sent, once everything is there. */
function inputOf(id: string, draft: Draft): CallerInput | null {
  const { time, agreed, birthYear, representative, ...rest } = draft;
  const wanted = time === 'waiting' ? ('waiting' as const) : timeIn(time);
  if (!agreed || wanted === null) return null;
  const who = representative.trim() === '' ? null : representative;
  return { id, ...rest, birthYear: Number(birthYear), representative: who, wanted, isConsentSaid: true };
}

/** Books for somebody who phones; what was typed stays until it is booked. */
export function CallerForm({ id, languages }: { id: string; languages: readonly string[] }) {
  const { t } = useLanguage();
  const [draft, setDraft] = useState(empty);
  const [booked, setBooked] = useState<BookingRow | null>(null);
  const booking = useSend(missionsApi.bookForCaller.call, (answer) => {
    setBooked(answer);
    setDraft(empty);
  });
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const input = inputOf(id, draft);
  return (
    <Card level={2} title={t('missions.booking.form')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (input) booking.send(input);
        }}
      >
        <output>{booked && <Note>{doneText(booked, t)}</Note>}</output>
        <ErrorNote error={booking.error} typed />
        <Who draft={draft} change={change} />
        <When id={id} draft={draft} change={change} languages={languages} />
        <p>{t('missions.booking.consent')}</p>
        <Check
          id="caller-agree"
          label={t('missions.booking.agree')}
          is={draft.agreed}
          set={(agreed) => change({ agreed })}
        />
        <Button type="submit" tone="primary" unavailable={input === null}>
          {t('missions.booking.send')}
        </Button>
      </form>
    </Card>
  );
}

const doneText = ({ ticket }: BookingRow, t: ReturnType<typeof useLanguage>['t']): string =>
  ticket === null ? t('missions.booking.done_waiting') : t('missions.booking.done', { ticket });

type Part = { draft: Draft; change: (changed: Partial<Draft>) => void };

function Check({ id, label, is, set }: { id: string; label: string; is: boolean; set: (is: boolean) => void }) {
  return (
    <label className="choice" htmlFor={id}>
      <input id={id} type="checkbox" checked={is} onChange={({ target }) => set(target.checked)} />
      {label}
    </label>
  );
}

function Who({ draft, change }: Part) {
  const { t } = useLanguage();
  const text = (key: 'name' | 'birthYear' | 'phone' | 'representative') => ({
    id: `caller-${key}`,
    label: t(`missions.booking.${key}`),
    value: draft[key],
    onChange: ({ target }: { target: { value: string } }) => change({ [key]: target.value }),
    autoComplete: 'off',
  });
  return (
    <>
      <TextField {...text('name')} required maxLength={200} />
      <TextField {...text('birthYear')} required inputMode="numeric" pattern="\d{4}" maxLength={4} />
      <TextField {...text('phone')} required type="tel" maxLength={40} />
      <TextField {...text('representative')} hint={t('missions.booking.representative_hint')} maxLength={200} />
      <TextArea
        id="caller-complaint"
        label={t('missions.booking.complaint')}
        value={draft.complaint}
        onChange={({ target }) => change({ complaint: target.value })}
        maxLength={1000}
        required
      />
    </>
  );
}

function When({ id, draft, change, languages }: Part & { id: string; languages: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <>
      <Check
        id="caller-referred"
        label={t('missions.booking.referred')}
        is={draft.referred}
        set={(referred) => change({ referred })}
      />
      <Check
        id="caller-disability"
        label={t('missions.booking.disability')}
        is={draft.disability}
        set={(disability) => change({ disability })}
      />
      <SelectField
        id="caller-specialty"
        label={t('missions.booking.specialty')}
        value={draft.specialty}
        options={specialties.map((value) => ({ value, label: t(`missions.booking.specialty.${value}`) }))}
        onChange={({ target }) => change({ specialty: target.value as Draft['specialty'], time: '' })}
      />
      <Times
        mission={id}
        specialty={draft.specialty}
        value={draft.time}
        choose={(time) => change({ time })}
        withWaiting
      />
      <Language draft={draft} change={change} languages={languages} />
    </>
  );
}

function Language({ draft, change, languages }: Part & { languages: readonly string[] }) {
  const { t } = useLanguage();
  const spoken = (Object.keys(localeTable) as Draft['language'][]).filter((tag) => languages.includes(tag));
  return (
    <SelectField
      id="caller-language"
      label={t('missions.booking.language')}
      value={draft.language}
      options={spoken.map((value) => ({ value, label: localeTable[value].ownName }))}
      onChange={({ target }) => change({ language: target.value as Draft['language'] })}
    />
  );
}
