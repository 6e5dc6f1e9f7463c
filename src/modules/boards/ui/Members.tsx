import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, Note, SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { functions, type MemberFunction } from '../board.ts';
import type { BoardPage, Member } from '../schemas.ts';
import { boardsApi } from './client.ts';
import { useBoardWords } from './words.ts';

type Props = { board: BoardPage };

/** Who sits on the board, as what and since when; those whose part has ended stay to be read. */
export function Members({ board }: Props) {
  const { t } = useBoardWords();
  const mayManage = useMay('boards.manage');
  const ordered = board.members.toSorted((one, other) => Number(other.stands) - Number(one.stands));
  return (
    <Card level={2} title={t('boards.ui.members')}>
      <div className="stack">
        {ordered.length === 0 && <p className="quiet">{t('boards.ui.members.none')}</p>}
        <ul className="plain stack-s">
          {ordered.map((member) => (
            <li key={member.id} className="row between">
              <Line member={member} />
              {mayManage && member.stands && <End board={board} member={member} />}
            </li>
          ))}
        </ul>
        {mayManage && !board.isClosed && <Naming board={board} />}
      </div>
    </Card>
  );
}

function Line({ member: { name, function: as, specialty, since, until, stands } }: { member: Member }) {
  const { t, text, day } = useBoardWords();
  return (
    <span>
      <b>{name}</b> · {text(specialty)}{' '}
      <span className="quiet">
        {t(`boards.ui.function.${as}`)}, {day(since)}
        {until !== null && ` – ${day(until)}`}
      </span>{' '}
      {!stands && <Badge>{t('boards.ui.ended')}</Badge>}
    </span>
  );
}

function End({ board, member: { id, name } }: Props & { member: Member }) {
  const { t } = useBoardWords();
  const { send, isSending, error } = useSend(boardsApi.endMember.call);
  return (
    <span className="row">
      <Button
        small
        tone="danger"
        unavailable={isSending}
        aria-label={`${t('boards.ui.end_member')}: ${name}`}
        onClick={() => send({ id: board.id, member: id })}
      >
        {t('boards.ui.end_member')}
      </Button>
      <ErrorNote error={error} />
    </span>
  );
}

function Naming({ board }: Props) {
  const { t } = useBoardWords();
  const sitting = new Set(
    board.members.filter(({ stands, until }) => stands && until === null).map((member) => member.person),
  );
  const free = board.people.filter((each) => !sitting.has(each.person));
  if (free.length === 0) return <Note>{t('boards.ui.people.none')}</Note>;
  return (
    <details>
      <summary>{t('boards.ui.add_member')}</summary>
      <NameForm board={board} free={free} />
    </details>
  );
}

type Typed = { person: string; function: MemberFunction; specialty: LocalisedText; since: string; until: string };
const nobody: Typed = { person: '', function: 'member', specialty: {}, since: '', until: '' };

function NameForm({ board, free }: Props & { free: BoardPage['people'] }) {
  const { t } = useBoardWords();
  const [typed, put] = useState(nobody);
  const set = (changed: Partial<Typed>) => put((before) => ({ ...before, ...changed }));
  const { send, isSending, error } = useSend(boardsApi.nameMember.call, () => put(nobody));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { since, until } = typed;
    const days = { since: since || null, until: until || null };
    send({ id: board.id, ...typed, ...days, specialty: readLocalised(typed.specialty) ?? {} });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('boards.ui.add_member')}>
      <Person free={free} value={typed.person} set={(person) => set({ person })} />
      <SelectField
        id="member-function"
        label={t('boards.ui.function')}
        value={typed.function}
        onChange={({ target }) => set({ function: functions.find((each) => each === target.value) ?? 'member' })}
        options={functions.map((each) => ({ value: each, label: t(`boards.ui.function.${each}`) }))}
      />
      <LocalisedTextField
        id="member-specialty"
        label={t('boards.ui.specialty')}
        hint={t('boards.ui.specialty.hint')}
        value={typed.specialty}
        set={(specialty) => set({ specialty })}
        error={faultAt(error, '/specialty')}
        isLine
        most={120}
      />
      <Days typed={typed} set={set} />
      <ErrorNote error={error} typed />
      <Submit isSending={isSending} />
    </form>
  );
}

function Submit({ isSending }: { isSending: boolean }) {
  const { t } = useBoardWords();
  return (
    <p>
      <Button type="submit" tone="primary" unavailable={isSending}>
        {t('boards.ui.add_member')}
      </Button>
    </p>
  );
}

type PersonProps = { free: BoardPage['people']; value: string; set: (person: string) => void };
function Person({ free, value, set }: PersonProps) {
  const { t } = useBoardWords();
  return (
    <SelectField
      id="member-person"
      label={t('boards.ui.people')}
      required
      value={value}
      onChange={({ target }) => set(target.value)}
      options={[
        { value: '', label: t('boards.ui.people.choose') },
        ...free.map(({ person, name }) => ({ value: person, label: name })),
      ]}
    />
  );
}

/** From when to when; both may be left open. */
function Days({ typed, set }: { typed: Typed; set: (changed: Partial<Typed>) => void }) {
  const { t } = useBoardWords();
  return (['since', 'until'] as const).map((edge) => (
    <TextField
      key={edge}
      id={`member-${edge}`}
      label={t(`boards.ui.member.${edge}`)}
      type="date"
      value={typed[edge]}
      onChange={({ target }) => set({ [edge]: target.value })}
    />
  ));
}
