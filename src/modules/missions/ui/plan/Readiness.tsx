import { useMemo } from 'react';
import { Badge, TextField } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { missionsApi, type Planned } from '../client.ts';
import { draftName, Frame, orNull, partAt, PartList, useMayPlan } from './Frame.tsx';
import { useWords } from './useWords.ts';

type Check = Planned['checks'][number];

/** What must be ready: who sees to it, by when, and whether it is done. */
export function Readiness({ mission }: { mission: Planned }) {
  const { t } = useWords();
  return (
    <PartList
      mission={mission}
      title={t('missions.check.title')}
      none={t('missions.check.none')}
      add={t('missions.check.add')}
      kind="check"
      rows={mission.checks}
      nameOf={({ item }) => item}
      renderLine={(check) => <Line mission={mission} check={check} />}
      renderForm={(row, close) => <CheckForm {...{ mission, row, close }} />}
    />
  );
}

function Line({ mission, check }: Props) {
  const { t, formats } = useWords();
  const { responsible, due, isRequired, isDone } = check;
  const isLate = !isDone && due !== null && due < mission.today;
  return (
    <div>
      <Tick mission={mission} check={check} />
      <p className="row small quiet">
        <Badge tone={isDone ? 'leaf' : isLate ? 'clay' : 'plain'}>
          {t(isDone ? 'missions.check.done' : isLate ? 'missions.check.late' : 'missions.check.open')}
        </Badge>
        {isRequired && <Badge tone="sun">{t('missions.check.required')}</Badge>}
        {[responsible, due !== null && t('missions.check.by', { day: formats.edtf(due) })].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

type Props = { mission: Planned; check: Check };

/** The item with its box: whoever plans ticks it here, others read whether it is done. */
function Tick({ mission, check }: Props) {
  const may = useMayPlan();
  const { send, isSending, error } = useSend(missionsApi.writeCheck.call);
  const { item, responsible, due, isRequired, isDone } = check;
  if (!may)
    return (
      <p>
        <b>{item}</b>
      </p>
    );
  const ticked = { item, responsible, due, isRequired, isDone: !isDone };
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={isDone}
          aria-disabled={isSending || undefined}
          onChange={() => isSending || send({ id: mission.id, part: partAt(check), check: ticked })}
        />
        <b>{item}</b>
      </label>
      <ErrorNote error={error} />
    </>
  );
}

type Typed = { item: string; responsible: string; due: string; isRequired: boolean };
const typedOf = (row: Check | null): Typed => ({
  item: row?.item ?? '',
  responsible: row?.responsible ?? '',
  due: row?.due ?? '',
  isRequired: row?.isRequired ?? false,
});

function CheckForm({ mission, row, close }: { mission: Planned; row: Check | null; close: () => void }) {
  const { t } = useWords();
  const begun = useMemo(() => typedOf(row), [row]);
  const { values, set, clear, wasKept } = useDraft(draftName(mission, 'check', row), begun);
  const sending = useSend(missionsApi.writeCheck.call, () => {
    clear();
    close();
  });
  const submit = () => {
    const { item, responsible, due, isRequired } = values;
    const isDone = row?.isDone ?? false;
    const check = { item, responsible: orNull(responsible), due: orNull(due), isRequired, isDone };
    sending.send({ id: mission.id, part: partAt(row), check });
  };
  return (
    <Frame label={t(row ? 'missions.check.change' : 'missions.check.add')} {...{ sending, submit, close, wasKept }}>
      <CheckFields {...{ values, set }} />
    </Frame>
  );
}

function CheckFields({ values, set }: { values: Typed; set: (changed: Partial<Typed>) => void }) {
  const { t } = useWords();
  const field = (name: 'item' | 'responsible' | 'due') => (
    <TextField
      id={`check-${name}`}
      label={t(`missions.check.${name}`)}
      type={name === 'due' ? 'date' : 'text'}
      required={name === 'item'}
      maxLength={name === 'item' ? 300 : 200}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {field('item')}
      {field('responsible')}
      {field('due')}
      <label className="choice">
        <input
          type="checkbox"
          checked={values.isRequired}
          onChange={(event) => set({ isRequired: event.target.checked })}
        />
        {t('missions.check.isRequired')}
      </label>
    </>
  );
}
