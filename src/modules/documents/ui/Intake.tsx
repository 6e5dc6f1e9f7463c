import { type ChangeEvent, type DragEvent, type FormEvent, useState } from 'react';
import { Button, Field, SelectField, TextArea } from '../../../design/index.ts';
import { type Names, nameIn } from '../../../platform/i18n/localised.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import { emptyIntake, type IntakeValues, isDateWrong, saidOf } from './intakeForm.ts';
import { Origin } from './Origin.tsx';
import { UploadList } from './UploadList.tsx';
import type { Uploads } from './useUploads.ts';

export type Partnerships = readonly { id: string; names: Names; ownSide: string | null }[];
type Props = { partnerships: Partnerships; uploads: Uploads; maxUpload: number | undefined };

/** Where pages come in: dropped, chosen or pasted. */
export function Intake({ partnerships, uploads, maxUpload }: Props) {
  const { t, locale } = useLanguage();
  const draft = useDraft('intake', emptyIntake);
  const own = partnerships.filter(({ ownSide }) => ownSide !== null);
  const partnership = own.find(({ id }) => id === draft.values.partnership)?.id ?? own[0]?.id ?? '';
  const take = (files: readonly File[]) => {
    if (isDateWrong(draft.values)) return;
    const said = saidOf(draft.values, partnership, files.length === 1);
    for (const file of files) void uploads.bring(file.name, { ...said, file });
  };
  const paste = () => {
    const { text, title } = draft.values;
    if (text.trim() === '' || isDateWrong(draft.values)) return;
    const said = saidOf(draft.values, partnership, true);
    void uploads.bring(title || text.trim().slice(0, 60), { ...said, text });
    draft.set({ text: '', title: '', address: '', publishedOn: '' });
  };
  return (
    <section className="card stack" aria-label={t('documents.ui.intake.title')}>
      <h2>{t('documents.ui.intake.title')}</h2>
      <SelectField
        id="intake-partnership"
        label={t('documents.ui.intake.partnership')}
        value={partnership}
        onChange={(event) => draft.set({ partnership: event.target.value })}
        options={own.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }))}
      />
      <DropZone take={take} maxUpload={maxUpload} />
      <PasteForm draft={draft} paste={paste} />
      <UploadList uploads={uploads} />
    </section>
  );
}

/** Dropping is a shortcut for the file field inside. */
function DropZone({ take, maxUpload }: { take: (files: readonly File[]) => void; maxUpload: number | undefined }) {
  const { t, formats } = useLanguage();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  const size = formats.number((maxUpload ?? 20_000_000) / 1_000_000, 0);
  const types = '.txt,.htm,.html,.xhtml,.md,text/plain,text/html';
  return (
    <div
      className="drop"
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Field id="intake-files" label={t('documents.ui.intake.drop')} hint={t('documents.ui.intake.formats', { size })}>
        {(wiring) => (
          <>
            {/* The browser's own button speaks the language of the browser, which may not be the reader's. */}
            <input className="sr" type="file" multiple accept={types} onChange={choose} {...wiring} />
            <label className="btn" htmlFor="intake-files">
              {t('documents.ui.intake.choose')}
            </label>
          </>
        )}
      </Field>
    </div>
  );
}

type PasteProps = { draft: Draft<IntakeValues>; paste: () => void };

function PasteForm({ draft, paste }: PasteProps) {
  const { t } = useLanguage();
  const { values, set } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    paste();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextArea
        id="intake-text"
        rows={4}
        label={t('documents.ui.intake.paste')}
        value={values.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <Origin draft={draft} />
      <p>
        <Button type="submit" tone="primary">
          {t('documents.ui.intake.read')}
        </Button>
      </p>
    </form>
  );
}
