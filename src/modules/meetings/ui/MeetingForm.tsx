import { SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { type Manner, manners } from '../meeting.ts';
import type { Meeting } from './client.ts';
import { useWords } from './useWords.ts';

/** A meeting as it is being typed: a text that is empty says nothing. */
export type Typed = {
  title: LocalisedText;
  held: string;
  begins: string;
  ends: string;
  zone: string;
  reportedOn: string;
  manner: Manner;
  place: string | null;
  venue: LocalisedText;
  agenda: LocalisedText;
};
export const emptyMeeting = (locale: 'kk' | 'ru' | 'en'): Typed => ({
  title: { [locale]: { text: '', by: 'person' } },
  held: '',
  begins: '',
  ends: '',
  zone: '',
  reportedOn: '',
  manner: 'not_stated',
  place: null,
  venue: {},
  agenda: {},
});

export const typedOf = (meeting: Meeting): Typed => ({
  title: meeting.title,
  held: meeting.held ?? '',
  begins: meeting.localStart?.slice(11) ?? '',
  ends: meeting.localEnd?.slice(11) ?? '',
  zone: meeting.zone ?? '',
  reportedOn: meeting.reportedOn ?? '',
  manner: meeting.manner,
  place: meeting.place,
  venue: meeting.venue ?? {},
  agenda: meeting.agenda ?? {},
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent. The hours are of the first and of the last day of the date. */
export function meetingOf(typed: Typed) {
  const [first = '', last = first] = typed.held.trim().split('/');
  const at = (day: string, hour: string) => (hour === '' ? null : `${day}T${hour}`);
  const startsAt = at(first, typed.begins);
  return {
    title: readLocalised(typed.title) ?? {},
    held: startsAt === null ? orNull(typed.held) : null,
    startsAt,
    endsAt: at(last, typed.ends),
    zone: orNull(typed.zone),
    reportedOn: orNull(typed.reportedOn),
    manner: typed.manner,
    place: typed.place,
    venue: readLocalised(typed.venue),
    agenda: readLocalised(typed.agenda),
  };
}

type Props = {
  /** Before the name of a field: `meeting` or `change`. */
  at: 'meeting' | 'change';
  values: Typed;
  set: (changed: Partial<Typed>) => void;
  error: Error | null;
};

export function MeetingFields({ at, values, set, error }: Props) {
  const { t } = useWords();
  const fault = (field: string) => faultAt(error, `/${at}/${field}`);
  return (
    <>
      <LocalisedTextField
        id="meeting-title"
        label={t('meetings.form.title')}
        value={values.title}
        set={(title) => set({ title })}
        error={fault('title')}
        isLine
      />
      <When {...{ values, set, fault }} />
      <Where {...{ values, set, fault }} />
      <LocalisedTextField
        id="meeting-agenda"
        label={t('meetings.form.agenda')}
        value={values.agenda}
        set={(agenda) => set({ agenda })}
        most={20_000}
      />
    </>
  );
}

type PartProps = Pick<Props, 'values' | 'set'> & { fault: (field: string) => string | undefined };

function Where({ values, set, fault }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="meeting-manner"
        label={t('meetings.form.manner')}
        value={values.manner}
        onChange={(event) => set({ manner: event.target.value as Manner })}
        options={manners.map((value) => ({ value, label: t(`meetings.manner.${value}`) }))}
      />
      <PlaceField
        id="meeting-place"
        label={t('meetings.form.place')}
        value={values.place}
        set={(place) => set({ place })}
        error={fault('place')}
      />
      <LocalisedTextField
        id="meeting-venue"
        label={t('meetings.form.venue')}
        value={values.venue}
        set={(venue) => set({ venue })}
        isLine
      />
    </>
  );
}

type DateName = 'held' | 'begins' | 'ends' | 'zone' | 'reportedOn';
const wired = ({ values, set }: Pick<Props, 'values' | 'set'>, name: DateName) => ({
  id: `meeting-${name}`,
  value: values[name],
  onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
});

function When({ values, set, fault }: PartProps) {
  const { t } = useWords();
  const common = (name: DateName) => wired({ values, set }, name);
  return (
    <>
      <TextField
        {...common('held')}
        label={t('meetings.form.held')}
        hint={t('meetings.form.held_hint')}
        error={fault('held')}
        maxLength={40}
      />
      <Hours {...{ values, set, fault }} />
      <TextField
        {...common('reportedOn')}
        type="date"
        label={t('meetings.form.reported')}
        error={fault('reportedOn')}
      />
    </>
  );
}

function Hours({ values, set, fault }: PartProps) {
  const { t } = useWords();
  const common = (name: DateName) => wired({ values, set }, name);
  return (
    <div className="fgrid">
      <TextField
        {...common('begins')}
        type="time"
        label={t('meetings.form.starts')}
        hint={t('meetings.form.hours_hint')}
        error={fault('startsAt')}
      />
      <TextField {...common('ends')} type="time" label={t('meetings.form.ends')} error={fault('endsAt')} />
      <TextField
        {...common('zone')}
        label={t('meetings.form.zone')}
        hint={t('meetings.form.zone_hint')}
        placeholder="Asia/Almaty"
        error={fault('zone')}
        maxLength={60}
      />
    </div>
  );
}
