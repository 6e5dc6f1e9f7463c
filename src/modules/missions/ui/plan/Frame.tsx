import { createContext, type FormEvent, type ReactNode, useContext, useState } from 'react';
import { Button, Note } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { type Sending, useSend } from '../../../../web/kit/useSend.ts';
import { missionsApi, type Planned } from '../client.ts';
import { useWords } from './useWords.ts';

type FrameProps = {
  label: string;
  /** What was typed earlier was found again. */
  wasKept: boolean;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  submit: () => void;
  close?: () => void;
  children: ReactNode;
};

/** Around the fields of every form of a plan: what was kept, what went wrong, save and leave. */
export function Frame({ label, wasKept, sending: { isSending, error }, submit, close, children }: FrameProps) {
  const { t } = useWords();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="card stack" onSubmit={send} aria-label={label}>
      {wasKept && <Note>{t('web.draft_kept')}</Note>}
      {children}
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        {close && <Button onClick={close}>{t('action.cancel')}</Button>}
      </div>
    </form>
  );
}

/** Whether the acting person may plan this mission now: its page says so to all of its parts. */
export const MayPlan = createContext(false);
export const useMayPlan = (): boolean => useContext(MayPlan);

type Kind = 'venue' | 'room' | 'equipment' | 'interpreter' | 'check';
type Part = { id: string; version: number };

/** Takes a part out, where nothing rests on it. */
function Remove({ mission, kind, part, name }: { mission: Planned; kind: Kind; part: Part; name: string }) {
  const { t } = useWords();
  const { send, isSending, error } = useSend(missionsApi.removePart.call);
  return (
    <>
      <Button
        small
        unavailable={isSending}
        aria-label={`${t('action.delete')}: ${name}`}
        onClick={() => send({ id: mission.id, version: part.version, part: part.id, kind })}
      >
        {t('action.delete')}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}

type ListProps<Row extends Part> = {
  mission: Planned;
  title: string;
  none: string;
  add: string;
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  renderLine: (row: Row) => ReactNode;
  renderForm: (row: Row | null, close: () => void) => ReactNode;
  /** What can be taken out is of this kind. */
  kind?: Kind;
  /** Beside the buttons of a row. */
  renderMore?: (row: Row) => ReactNode;
};

/** Parts of one kind: each can be changed in its place, another added. */
export function PartList<Row extends Part>({ mission, title, none, add, rows, renderForm, ...each }: ListProps<Row>) {
  const { t } = useWords();
  const may = useMayPlan();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const { nameOf, renderLine, kind, renderMore } = each;
  const buttons = (row: Row) => (
    <div className="row">
      <Button small aria-label={`${t('action.edit')}: ${nameOf(row)}`} onClick={() => setOpen(row.id)}>
        {t('action.edit')}
      </Button>
      {kind && <Remove mission={mission} kind={kind} part={row} name={nameOf(row)} />}
      {renderMore?.(row)}
    </div>
  );
  return (
    <section className="stack">
      <h2>{title}</h2>
      {rows.length === 0 && <p className="quiet">{none}</p>}
      <ul className="plain stack">
        {rows.map((row) => (
          <li key={row.id} className="stack-s">
            {open === row.id ? renderForm(row, close) : renderLine(row)}
            {may && open !== row.id && buttons(row)}
          </li>
        ))}
      </ul>
      {may && open === 'new' && renderForm(null, close)}
      {may && open === null && (
        <p>
          <Button onClick={() => setOpen('new')}>{add}</Button>
        </p>
      )}
    </section>
  );
}

/** Where what is typed into the form of a part is kept. */
export const draftName = (mission: Planned, kind: string, part: Part | null): string =>
  `mission.${mission.id}.${kind}.${part ? `${part.id}.${part.version}` : 'new'}`;
export const partAt = (part: Part | null) => (part ? { id: part.id, version: part.version } : null);
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
