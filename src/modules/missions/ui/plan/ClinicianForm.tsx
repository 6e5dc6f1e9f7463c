import { useMemo } from 'react';
import { SelectField, TextField } from '../../../../design/index.ts';
import { faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { specialties } from '../../day/operation.ts';
import type { Specialty } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { draftName, Frame, orNull, partAt } from './Frame.tsx';
import type { Clinician } from './lacks.ts';
import { useWords } from './useWords.ts';

type Typed = {
  name: string;
  person: string;
  organisation: string;
  specialty: Specialty;
  authority: string;
  number: string;
  from: string;
  until: string;
  answeredForBy: string;
};
const typedOf = (row: Clinician | null, host: string): Typed => ({
  name: row?.name ?? '',
  person: row?.person ?? '',
  organisation: row?.organisation ?? host,
  specialty: row?.specialty ?? 'therapy',
  authority: row?.permission?.authority ?? '',
  number: row?.permission?.number ?? '',
  from: row?.permission?.from ?? '',
  until: row?.permission?.until ?? '',
  answeredForBy: row?.answeredForBy ?? '',
});
/** What is sent: a permission is wanted where anything of it was typed. */
const sentOf = ({ authority, number, from, until, ...typed }: Typed) => ({
  name: typed.name,
  person: orNull(typed.person),
  organisation: typed.organisation,
  specialty: typed.specialty,
  permission: [authority, number, from, until].every((each) => orNull(each) === null)
    ? null
    : { authority, number, from, until: orNull(until) },
  answeredForBy: orNull(typed.answeredForBy),
});

/** Somebody of the team: who they are here, and by what right they see people. */
export function ClinicianForm({ mission, row, close }: { mission: Planned; row: Clinician | null; close: () => void }) {
  const { t } = useWords();
  const { host } = mission;
  const begun = useMemo(() => typedOf(row, host), [row, host]);
  const { values, set, clear, wasKept } = useDraft<Typed>(draftName(mission, 'clinician', row), begun);
  const sending = useSend(missionsApi.writeClinician.call, () => {
    clear();
    close();
  });
  const submit = () => sending.send({ id: mission.id, part: partAt(row), clinician: sentOf(values) });
  return (
    <Frame label={t(row ? 'missions.team.change' : 'missions.team.add')} {...{ sending, submit, close, wasKept }}>
      <Person {...{ mission, row, values, set }} />
      <Seat {...{ mission, values, set }} />
      <Permission {...{ values, set, error: sending.error }} />
      <Answering {...{ mission, row, values, set }} />
    </Frame>
  );
}

type FieldsProps = { values: Typed; set: (changed: Partial<Typed>) => void };
type Of = { mission: Planned; row: Clinician | null };

function Person({ mission, row, values, set }: FieldsProps & Of) {
  const { t } = useWords();
  const names = new Map(mission.people.map(({ person, name }) => [person, name]));
  if (row?.person && !names.has(row.person)) names.set(row.person, row.name);
  const choose = (person: string) => set({ person, name: names.get(person) ?? values.name });
  return (
    <div className="fgrid">
      <SelectField
        id="clinician-person"
        label={t('missions.team.person')}
        hint={t('missions.team.person_hint')}
        value={values.person}
        onChange={(event) => choose(event.target.value)}
        options={[
          { value: '', label: t('missions.team.no_account') },
          ...[...names].map(([value, label]) => ({ value, label })),
        ]}
      />
      <TextField
        id="clinician-name"
        label={t('missions.team.name')}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
      />
    </div>
  );
}

function Seat({ mission, values, set }: FieldsProps & Pick<Of, 'mission'>) {
  const { t, organisation } = useWords();
  const known = [...new Set([mission.host, ...mission.visitors, values.organisation])];
  return (
    <div className="fgrid">
      <SelectField
        id="clinician-organisation"
        label={t('missions.team.organisation')}
        value={values.organisation}
        onChange={(event) => set({ organisation: event.target.value })}
        options={known.map((value) => ({ value, label: organisation(value, mission.organisations) }))}
      />
      <SelectField
        id="clinician-specialty"
        label={t('missions.session.specialty')}
        value={values.specialty}
        onChange={(event) => set({ specialty: event.target.value as Specialty })}
        options={specialties.map((value) => ({ value, label: t(`missions.specialty.${value}`) }))}
      />
    </div>
  );
}

function Permission({ values, set, error }: FieldsProps & { error: Error | null }) {
  const { t } = useWords();
  const field = (name: 'authority' | 'number' | 'from' | 'until') => (
    <TextField
      id={`clinician-${name}`}
      label={t(`missions.team.${name}`)}
      error={faultAt(error, `/clinician/permission/${name}`)}
      type={name === 'from' || name === 'until' ? 'date' : 'text'}
      maxLength={name === 'number' ? 80 : 200}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <fieldset className="stack-s">
      <legend>{t('missions.team.permission')}</legend>
      <p className="hint">{t('missions.team.permission_hint')}</p>
      <div className="fgrid">
        {field('authority')}
        {field('number')}
        {field('from')}
        {field('until')}
      </div>
    </fieldset>
  );
}

/** Who may answer for others: somebody local of the same mission who has a permission. */
function Answering({ mission, row, values, set }: FieldsProps & Of) {
  const { t } = useWords();
  const able = mission.clinicians.filter(
    ({ id, permission, hasEnded, organisation }) =>
      id !== row?.id && permission !== null && !hasEnded && !mission.visitors.includes(organisation),
  );
  return (
    <SelectField
      id="clinician-answering"
      label={t('missions.team.answering')}
      hint={t('missions.team.answering_hint')}
      value={values.answeredForBy}
      onChange={(event) => set({ answeredForBy: event.target.value })}
      options={[
        { value: '', label: t('missions.plan.nobody') },
        ...able.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
