import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
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

/** Around the fields of every form of a plan: what was kept, what went wrong, save and leave. One that opens takes the focus. */
export function Frame({ label, wasKept, sending: { isSending, error }, submit, close, children }: FrameProps) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const opens = close !== undefined;
  useEffect(() => {
    if (opens) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [opens]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form ref={form} className="card stack" onSubmit={send} aria-label={label}>
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
        tone="danger"
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

type RowProps<Row extends Part> = {
  mission: Planned;
  nameOf: (row: Row) => string;
  renderForm: (row: Row | null, close: () => void) => ReactNode;
  /** What can be taken out is of this kind. */
  kind?: Kind;
  /** What else can be done with a row that is open, below its form. */
  renderMore?: (row: Row) => ReactNode;
};
type OpenedProps<Row extends Part> = RowProps<Row> & { row: Row; close: () => void };

/** A row while it is changed: its form, and below it what cannot be taken back lightly. */
export function Opened<Row extends Part>({
  mission,
  row,
  close,
  nameOf,
  renderForm,
  kind,
  renderMore,
}: OpenedProps<Row>) {
  return (
    <div className="stack-s">
      {renderForm(row, close)}
      <div className="row">
        {kind && <Remove mission={mission} kind={kind} part={row} name={nameOf(row)} />}
        {renderMore?.(row)}
      </div>
    </div>
  );
}

type ListProps<Row extends Part> = RowProps<Row> & {
  title: string;
  none: string;
  add: string;
  rows: readonly Row[];
  renderLine: (row: Row) => ReactNode;
};

/** Parts of one kind: each has one quiet button to change it in its place, and another can be added. */
export function PartList<Row extends Part>({ title, none, add, rows, renderLine, ...each }: ListProps<Row>) {
  const may = useMayPlan();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <section className="card stack">
      <div className="row between">
        <h2 className="minor">{title}</h2>
        {may && open === null && (
          <Button small onClick={() => setOpen('new')}>
            {add}
          </Button>
        )}
      </div>
      {may && open === 'new' && each.renderForm(null, close)}
      {rows.length === 0 && open !== 'new' && <p className="quiet">{none}</p>}
      <ul className="parts">
        {rows.map((row) =>
          may && open === row.id ? (
            <li key={row.id} className="open">
              <Opened {...each} row={row} close={close} />
            </li>
          ) : (
            <li key={row.id}>
              {renderLine(row)}
              {may && <Edit name={each.nameOf(row)} open={() => setOpen(row.id)} />}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

/** The one quiet button of a row. */
export function Edit({ name, open }: { name: string; open: () => void }) {
  const { t } = useWords();
  return (
    <Button small tone="quiet" aria-label={`${t('action.edit')}: ${name}`} onClick={open}>
      {t('action.edit')}
    </Button>
  );
}

/** Where what is typed into the form of a part is kept. */
export const draftName = (mission: Planned, kind: string, part: Part | null): string =>
  `mission.${mission.id}.${kind}.${part ? `${part.id}.${part.version}` : 'new'}`;
export const partAt = (part: Part | null) => (part ? { id: part.id, version: part.version } : null);
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
