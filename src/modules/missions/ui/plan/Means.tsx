import { useMemo } from 'react';
import { SelectField, TextField } from '../../../../design/index.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { Choices } from '../../../directory/ui/Choices.tsx';
import type { MissionLanguage } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { draftName, Frame, orNull, partAt, PartList } from './Frame.tsx';
import { useWords } from './useWords.ts';

type Thing = Planned['equipment'][number];
type Interpreter = Planned['interpreters'][number];
type FormProps<Row> = { mission: Planned; row: Row | null; close: () => void };
const allLanguages = Object.keys(localeTable) as MissionLanguage[];

/** What is brought, and who interprets. */
export const Means = ({ mission }: { mission: Planned }) => (
  <>
    <Equipment mission={mission} />
    <Interpreters mission={mission} />
  </>
);

function Equipment({ mission }: { mission: Planned }) {
  const { t, organisation } = useWords();
  const bringer = ({ organisation: id }: Thing) =>
    id === null ? '' : t('missions.equipment.brought', { name: organisation(id, mission.organisations) });
  return (
    <PartList
      mission={mission}
      title={t('missions.equipment.title')}
      none={t('missions.equipment.none')}
      add={t('missions.equipment.add')}
      kind="equipment"
      rows={mission.equipment}
      nameOf={({ name }) => name}
      renderLine={(thing) => (
        <div>
          <p>
            <b>{thing.name}</b> × {thing.quantity}
          </p>
          <p className="quiet small">{bringer(thing)}</p>
        </div>
      )}
      renderForm={(row, close) => <EquipmentForm {...{ mission, row, close }} />}
    />
  );
}

function Interpreters({ mission }: { mission: Planned }) {
  const { t } = useWords();
  return (
    <PartList
      mission={mission}
      title={t('missions.interpreter.title')}
      none={t('missions.interpreter.none')}
      add={t('missions.interpreter.add')}
      kind="interpreter"
      rows={mission.interpreters}
      nameOf={({ name }) => name}
      renderLine={({ name, languages }) => (
        <div>
          <p>
            <b>{name}</b>
          </p>
          <p className="quiet small">{languages.map((language) => t(`language.${language}`)).join(' – ')}</p>
        </div>
      )}
      renderForm={(row, close) => <InterpreterForm {...{ mission, row, close }} />}
    />
  );
}

type TypedThing = { name: string; quantity: string; organisation: string };

function EquipmentForm({ mission, row, close }: FormProps<Thing>) {
  const { t } = useWords();
  const begun = useMemo<TypedThing>(
    () => ({ name: row?.name ?? '', quantity: String(row?.quantity ?? 1), organisation: row?.organisation ?? '' }),
    [row],
  );
  const { values, set, clear, wasKept } = useDraft(draftName(mission, 'equipment', row), begun);
  const sending = useSend(missionsApi.writeEquipment.call, () => {
    clear();
    close();
  });
  const submit = () => {
    const { name, quantity, organisation } = values;
    const equipment = { name, quantity: Number(quantity), organisation: orNull(organisation) };
    sending.send({ id: mission.id, part: partAt(row), equipment });
  };
  const label = t(row ? 'missions.equipment.change' : 'missions.equipment.add');
  return (
    <Frame label={label} {...{ sending, submit, close, wasKept }}>
      <EquipmentFields {...{ mission, values, set }} />
    </Frame>
  );
}

type FieldsProps = { mission: Planned; values: TypedThing; set: (changed: Partial<TypedThing>) => void };

function EquipmentFields({ mission, values, set }: FieldsProps) {
  const { t, organisation } = useWords();
  const known = [mission.host, ...mission.visitors];
  const options = known.map((value) => ({ value, label: organisation(value, mission.organisations) }));
  return (
    <>
      <TextField
        id="equipment-name"
        label={t('missions.equipment.name')}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        id="equipment-quantity"
        label={t('missions.equipment.quantity')}
        type="number"
        min={1}
        max={10_000}
        required
        value={values.quantity}
        onChange={(event) => set({ quantity: event.target.value })}
      />
      <SelectField
        id="equipment-organisation"
        label={t('missions.equipment.organisation')}
        value={values.organisation}
        onChange={(event) => set({ organisation: event.target.value })}
        options={[{ value: '', label: t('missions.equipment.unsaid') }, ...options]}
      />
    </>
  );
}

function InterpreterForm({ mission, row, close }: FormProps<Interpreter>) {
  const { t } = useWords();
  const begun = useMemo(
    () => ({ name: row?.name ?? '', languages: row?.languages ?? ([] as MissionLanguage[]) }),
    [row],
  );
  const { values, set, clear, wasKept } = useDraft(draftName(mission, 'interpreter', row), begun);
  const sending = useSend(missionsApi.writeInterpreter.call, () => {
    clear();
    close();
  });
  const submit = () => sending.send({ id: mission.id, part: partAt(row), interpreter: values });
  const label = t(row ? 'missions.interpreter.change' : 'missions.interpreter.add');
  return (
    <Frame label={label} {...{ sending, submit, close, wasKept }}>
      <TextField
        id="interpreter-name"
        label={t('missions.interpreter.name')}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <Choices
        legend={t('missions.interpreter.languages')}
        hint={t('missions.interpreter.hint')}
        options={allLanguages}
        labelOf={(language) => t(`language.${language}`)}
        chosen={values.languages}
        set={(languages) => set({ languages })}
      />
    </Frame>
  );
}
