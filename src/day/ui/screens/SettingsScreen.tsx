import { type FormEvent, useState } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { specialties } from '../../../modules/missions/day/operation.ts';
import { type Settings, useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Screen } from '../parts.tsx';
import { go } from '../route.ts';
import { dateAt, datesOf } from '../view/day.ts';
import { clinicianName, placeOfClinician, signerOf } from '../view/plan.ts';

/** Who works at this device, in which room, and by which right they sign. */
export function SettingsScreen() {
  const t = useT();
  const { settings, change, plan } = useWorkplace();
  const [typed, setTyped] = useState(settings);
  const type = (next: Partial<Settings>) => setTyped({ ...typed, ...next });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await change({ ...typed, by: typed.by.trim(), room: typed.room.trim() })) go();
  };
  return (
    <Screen title={t('day.settings.title')}>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <Who typed={typed} type={type} />
        <Place typed={typed} type={type} />
        {plan ? <RightByPlan typed={typed} /> : <Right typed={typed} type={type} />}
        <DateChoice typed={typed} type={type} />
        <Button type="submit" tone="primary" full>
          {t('day.save')}
        </Button>
      </form>
    </Screen>
  );
}

type Part = { typed: Settings; type: (next: Partial<Settings>) => void };

/** Somebody of the plan, whose right to sign it knows; or whoever writes their name. */
function Who({ typed, type }: Part) {
  const t = useT();
  const { plan, date } = useWorkplace();
  const clinicians = plan?.clinicians ?? [];
  const choose = (id: string) =>
    type({ clinician: id, by: id === '' ? '' : clinicianName(plan, id), ...placeOfClinician(plan, id, date) });
  return (
    <>
      {clinicians.length > 0 && (
        <SelectField
          id="clinician"
          label={t('day.settings.clinician')}
          value={typed.clinician}
          options={[
            { value: '', label: t('day.settings.not_listed') },
            ...clinicians.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => choose(target.value)}
        />
      )}
      {typed.clinician === '' && (
        <TextField
          id="by"
          label={t('day.settings.by')}
          required
          maxLength={200}
          autoComplete="off"
          value={typed.by}
          onChange={({ target }) => type({ by: target.value })}
        />
      )}
    </>
  );
}

/** By which right the plan says that they sign on this date. */
function RightByPlan({ typed }: Pick<Part, 'typed'>) {
  const t = useT();
  const { plan, date } = useWorkplace();
  const { permission, answeredFor } = signerOf(plan, typed, date);
  if (typed.clinician === '') return <p className="quiet">{t('day.settings.not_signing')}</p>;
  if (permission === '' && answeredFor === '')
    return (
      <Note tone="warn">
        <p>{t('day.encounter.fault.permission')}</p>
      </Note>
    );
  return (
    <p className="quiet">
      {permission
        ? t('day.settings.permitted', { number: permission })
        : t('day.encounter.answered', { by: clinicianName(plan, answeredFor) })}
    </p>
  );
}

function Place({ typed, type }: Part) {
  const t = useT();
  const { plan } = useWorkplace();
  return (
    <>
      <TextField
        id="room"
        label={t('day.settings.room')}
        hint={t('day.settings.room.hint')}
        required
        maxLength={100}
        autoComplete="off"
        value={typed.room}
        onChange={({ target }) => type({ room: target.value })}
        list="rooms"
      />
      <datalist id="rooms">
        {plan?.rooms.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
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
