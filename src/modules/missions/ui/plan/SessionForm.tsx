import { useMemo } from 'react';
import { SelectField, TextField } from '../../../../design/index.ts';
import { faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { specialties } from '../../day/operation.ts';
import type { Specialty } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { draftName, Frame, orNull, partAt } from './Frame.tsx';
import type { Session } from './lacks.ts';
import { useWords } from './useWords.ts';

const numbers = ['capacityPerHour', 'keptReferred', 'keptChildren', 'keptDisability'] as const;
type Numbers = Record<(typeof numbers)[number], string>;
type Typed = Numbers & {
  room: string;
  day: string;
  until: string;
  starts: string;
  ends: string;
  specialty: Specialty;
  clinician: string;
};

const typedOf = (row: Session | null, { rooms, today }: Planned): Typed => ({
  room: row?.room ?? rooms[0]?.id ?? '',
  day: row?.day ?? today,
  until: '',
  starts: row?.starts ?? '09:00',
  ends: row?.ends ?? '13:00',
  specialty: row?.specialty ?? 'therapy',
  clinician: row?.clinician ?? '',
  capacityPerHour: String(row?.capacityPerHour ?? 6),
  keptReferred: String(row?.keptReferred ?? 0),
  keptChildren: String(row?.keptChildren ?? 0),
  keptDisability: String(row?.keptDisability ?? 0),
});

const sentOf = ({ clinician, ...typed }: Omit<Typed, 'until'>) => ({
  ...typed,
  clinician: orNull(clinician),
  capacityPerHour: Number(typed.capacityPerHour),
  keptReferred: Number(typed.keptReferred),
  keptChildren: Number(typed.keptChildren),
  keptDisability: Number(typed.keptDisability),
});

/** One specialty in one room, on one day or on every day until another. */
export function SessionForm({ mission, row, close }: { mission: Planned; row: Session | null; close: () => void }) {
  const { t } = useWords();
  const begun = useMemo(() => typedOf(row, mission), [row, mission]);
  const { values, set, clear, wasKept } = useDraft<Typed>(draftName(mission, 'session', row), begun);
  const sending = useSend(missionsApi.writeSession.call, () => {
    clear();
    close();
  });
  const submit = () => {
    const { until, ...typed } = values;
    sending.send({ id: mission.id, part: partAt(row), session: sentOf(typed), until: orNull(until) });
  };
  const label = t(row ? 'missions.session.change' : 'missions.session.add');
  return (
    <Frame label={label} {...{ sending, submit, close, wasKept }}>
      <Who {...{ mission, values, set }} />
      <When {...{ values, set, isNew: row === null, error: sending.error }} />
      <div className="fgrid">
        {numbers.map((name) => (
          <TextField
            key={name}
            id={`session-${name}`}
            label={t(`missions.session.${name}`)}
            error={faultAt(sending.error, `/session/${name}`)}
            type="number"
            min={name === 'capacityPerHour' ? 1 : 0}
            max={60}
            required
            value={values[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        ))}
      </div>
    </Frame>
  );
}

type FieldsProps = { values: Typed; set: (changed: Partial<Typed>) => void };

function Who({ mission, values, set }: FieldsProps & { mission: Planned }) {
  const { t, text } = useWords();
  const venueOf = (id: string) => mission.venues.find((venue) => venue.id === id);
  const roomName = ({ name, venue }: Planned['rooms'][number]) => {
    const found = venueOf(venue);
    return found ? `${name} · ${text(found.name)}` : name;
  };
  const team = mission.clinicians.filter(({ specialty, hasEnded }) => specialty === values.specialty && !hasEnded);
  return (
    <div className="fgrid">
      <SelectField
        id="session-room"
        label={t('missions.session.room')}
        value={values.room}
        onChange={(event) => set({ room: event.target.value })}
        options={mission.rooms.map((room) => ({ value: room.id, label: roomName(room) }))}
      />
      <SelectField
        id="session-specialty"
        label={t('missions.session.specialty')}
        value={values.specialty}
        onChange={(event) => set({ specialty: event.target.value as Specialty, clinician: '' })}
        options={specialties.map((value) => ({ value, label: t(`missions.specialty.${value}`) }))}
      />
      <SelectField
        id="session-clinician"
        label={t('missions.session.clinician')}
        value={values.clinician}
        onChange={(event) => set({ clinician: event.target.value })}
        options={[
          { value: '', label: t('missions.session.nobody') },
          ...team.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </div>
  );
}

function When({ values, set, isNew, error }: FieldsProps & { isNew: boolean; error: Error | null }) {
  const { t } = useWords();
  const field = (name: 'day' | 'until' | 'starts' | 'ends', type: 'date' | 'time') => (
    <TextField
      id={`session-${name}`}
      label={t(`missions.session.${name}`)}
      error={faultAt(error, `/session/${name}`)}
      type={type}
      required={name !== 'until'}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <div className="fgrid">
      {field('day', 'date')}
      {isNew && field('until', 'date')}
      {field('starts', 'time')}
      {field('ends', 'time')}
    </div>
  );
}
