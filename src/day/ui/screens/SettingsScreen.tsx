import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import { specialties } from '../../../modules/missions/day/operation.ts';
import { type Settings, useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Screen } from '../parts.tsx';
import { go } from '../route.ts';
import { dateAt, datesOf } from '../view/day.ts';

/** Who works at this device, in which room, and by which right they sign. */
export function SettingsScreen() {
  const t = useT();
  const { settings, change } = useWorkplace();
  const [typed, setTyped] = useState(settings);
  const type = (next: Partial<Settings>) => setTyped({ ...typed, ...next });
  const save = (event: FormEvent) => {
    event.preventDefault();
    change({ ...typed, by: typed.by.trim(), room: typed.room.trim() });
    go();
  };
  return (
    <Screen title={t('day.settings.title')}>
      <form className="stack" onSubmit={save}>
        <Place typed={typed} type={type} />
        <Right typed={typed} type={type} />
        <DateChoice typed={typed} type={type} />
        <Button type="submit" tone="primary" full>
          {t('day.save')}
        </Button>
      </form>
    </Screen>
  );
}

type Part = { typed: Settings; type: (next: Partial<Settings>) => void };

function Place({ typed, type }: Part) {
  const t = useT();
  return (
    <>
      <TextField
        id="by"
        label={t('day.settings.by')}
        required
        maxLength={200}
        autoComplete="off"
        value={typed.by}
        onChange={({ target }) => type({ by: target.value })}
      />
      <TextField
        id="room"
        label={t('day.settings.room')}
        hint={t('day.settings.room.hint')}
        required
        maxLength={100}
        autoComplete="off"
        value={typed.room}
        onChange={({ target }) => type({ room: target.value })}
      />
      <SelectField
        id="specialty"
        label={t('day.field.specialty')}
        value={typed.specialty}
        options={specialties.map((value) => ({ value, label: specialtyName(t, value) }))}
        onChange={({ target }) => type({ specialty: target.value })}
      />
    </>
  );
}

function Right({ typed, type }: Part) {
  const t = useT();
  return (
    <fieldset className="stack">
      <legend>{t('day.settings.right')}</legend>
      <p className="hint">{t('day.settings.right.hint')}</p>
      <TextField
        id="permission"
        label={t('day.settings.permission')}
        maxLength={200}
        autoComplete="off"
        value={typed.permission}
        onChange={({ target }) => type({ permission: target.value })}
      />
      <TextField
        id="answeredFor"
        label={t('day.settings.answered')}
        maxLength={200}
        autoComplete="off"
        value={typed.answeredFor}
        onChange={({ target }) => type({ answeredFor: target.value })}
      />
    </fieldset>
  );
}

/** The clock of a device may be wrong: the date can be chosen. */
function DateChoice({ typed, type }: Part) {
  const t = useT();
  const { day, now } = useWorkplace();
  const today = dateAt(now, null);
  const dates = datesOf(day, typed.date ?? today).filter((date) => date !== today);
  return (
    <SelectField
      id="date"
      label={t('day.settings.date')}
      value={typed.date ?? ''}
      options={[
        { value: '', label: t('day.settings.today', { date: today }) },
        ...dates.map((value) => ({ value, label: t('day.date', { date: value }) })),
      ]}
      onChange={({ target }) => type({ date: target.value || null })}
    />
  );
}
