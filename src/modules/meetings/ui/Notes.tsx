import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button, LocalisedTextView } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useMay } from '../../../web/kit/session.ts';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type Brief, meetingsApi, type Note } from './client.ts';
import { FormFrame } from './FormFrame.tsx';
import { useWords } from './useWords.ts';

type Typed = { title: LocalisedText; wording: LocalisedText };

/** What the own side keeps in mind; every version of it is kept. */
export function Notes({ brief }: { brief: Brief }) {
  const { t } = useWords();
  const mayWrite = useMay('meetings.write');
  const [open, setOpen] = useState<string | null>(null);
  const { notes, meeting } = brief;
  const close = () => setOpen(null);
  return (
    <section className="stack">
      <h2>{t('meetings.brief.notes')}</h2>
      {notes.length === 0 && <p className="quiet">{t('meetings.brief.no_notes')}</p>}
      {notes.map((note) =>
        open === note.id ? (
          <ChangeNote key={note.id} note={note} close={close} />
        ) : (
          <One key={note.id} note={note} change={mayWrite ? () => setOpen(note.id) : undefined} />
        ),
      )}
      {mayWrite &&
        (open === 'new' ? (
          <NewNote meeting={meeting.id} close={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('new')}>{t('meetings.brief.write')}</Button>
          </p>
        ))}
    </section>
  );
}

function One({ note, change }: { note: Note; change: (() => void) | undefined }) {
  const { t, text } = useWords();
  const localised = useLocalised();
  const { send, isSending, error } = useSend(meetingsApi.retractBrief.call);
  const { id, version, title, wording } = note;
  return (
    <article className="card stack-s">
      <h3>{text(title)}</h3>
      <div className="written">
        <LocalisedTextView text={wording} {...localised} />
      </div>
      {change && (
        <div className="row">
          <Button small onClick={change}>
            {t('meetings.brief.change')}
          </Button>
          <Button small tone="danger" unavailable={isSending} onClick={() => send({ id, version })}>
            {t('meetings.brief.retract')}
          </Button>
        </div>
      )}
      <ErrorNote error={error} />
      {version > 1 && <Versions id={id} />}
    </article>
  );
}

function Versions({ id }: { id: string }) {
  const { t, text, formats } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...meetingsApi.briefVersions.queryOptions({ input: { id } }), enabled: isOpen });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('meetings.brief.versions')}</summary>
      <ol className="plain stack-s">
        {(data ?? []).slice(1).map(({ number, title, wording, at }) => (
          <li key={number} className="written">
            <b>{text(title)}</b> <span className="quiet">{formats.moment(new Date(at), 'Asia/Almaty')}</span>
            <p>{text(wording)}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}

const briefOf = ({ title, wording }: Typed) => ({
  title: readLocalised(title) ?? {},
  wording: readLocalised(wording) ?? {},
});

function NewNote({ meeting, close }: { meeting: string; close: () => void }) {
  const { locale } = useWords();
  const empty = useMemo<Typed>(() => {
    const begun: LocalisedText = { [locale]: { text: '', by: 'person' } };
    return { title: begun, wording: begun };
  }, [locale]);
  const draft = useDraft(`meeting.${meeting}.note`, empty);
  const sending = useSend(meetingsApi.writeBrief.call, () => {
    draft.clear();
    close();
  });
  const send = () => sending.send({ id: meeting, brief: briefOf(draft.values) });
  return <NoteForm draft={draft} send={send} isSending={sending.isSending} error={sending.error} close={close} />;
}

function ChangeNote({ note, close }: { note: Note; close: () => void }) {
  const { id, version, title, wording } = note;
  const empty = useMemo<Typed>(() => ({ title, wording }), [title, wording]);
  const draft = useDraft(`meeting.note.${id}.${version}`, empty);
  const sending = useSend(meetingsApi.changeBrief.call, () => {
    draft.clear();
    close();
  });
  const send = () => sending.send({ id, version, brief: briefOf(draft.values) });
  return <NoteForm draft={draft} send={send} isSending={sending.isSending} error={sending.error} close={close} />;
}

type FormProps = {
  draft: Draft<Typed>;
  send: () => void;
  isSending: boolean;
  error: Error | null;
  close: () => void;
};

function NoteForm({ draft, send, isSending, error, close }: FormProps) {
  const { t } = useWords();
  return (
    <FormFrame
      label={t('meetings.brief.note')}
      wasKept={draft.wasKept}
      sending={{ isSending, error }}
      submit={send}
      close={close}
    >
      <LocalisedTextField
        id="note-title"
        label={t('meetings.brief.note_title')}
        value={draft.values.title}
        set={(title) => draft.set({ title })}
        error={faultAt(error, '/brief/title')}
        isLine
      />
      <LocalisedTextField
        id="note-wording"
        label={t('meetings.brief.note')}
        value={draft.values.wording}
        set={(wording) => draft.set({ wording })}
        error={faultAt(error, '/brief/wording')}
        most={20_000}
      />
    </FormFrame>
  );
}
