import { type ChangeEvent, type DragEvent, type FormEvent, useState } from 'react';
import { Button, Field, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/localised.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import type { Said } from './useUploads.ts';
import { type Uploads } from './useUploads.ts';
import { UploadList } from './UploadList.tsx';

const empty = { partnership: '', text: '', title: '', publisher: '', address: '', publishedOn: '' };
type Values = typeof empty;
type Partnerships = readonly { id: string; names: Parameters<typeof nameIn>[1]; ownSide: string | null }[];

/** What was said about the page, without what was left empty. A title belongs to one page, so files do not share it. */
function saidOf({ text: _, title, ...values }: Values, partnership: string, isOne: boolean): Said {
  const said = { ...values, ...(isOne && { title }) };
  return { ...Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== '')), partnership };
}

type Props = { partnerships: Partnerships; uploads: Uploads; maxUpload: number | undefined };

/** Where pages come in: dropped, chosen or pasted. */
export function Intake({ partnerships, uploads, maxUpload }: Props) {
  const { t, locale, formats } = useLanguage();
  const draft = useDraft('intake', empty);
  const own = partnerships.filter(({ ownSide }) => ownSide !== null);
  const partnership = own.find(({ id }) => id === draft.values.partnership)?.id ?? own[0]?.id ?? '';
  const [isOver, setOver] = useState(false);
  const isDateWrong = draft.values.publishedOn !== '' && whyNotEdtf(draft.values.publishedOn) !== null;
  const take = (files: readonly File[]) => {
    if (isDateWrong) return;
    const said = saidOf(draft.values, partnership, files.length === 1);
    for (const file of files) void uploads.bring(file.name, { ...said, file });
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
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a shortcut for the file field inside */}
      <div
        className="drop stack-s"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Field
          id="intake-files"
          label={t('documents.ui.intake.drop')}
          hint={t('documents.ui.intake.formats', { size: formats.number((maxUpload ?? 20_000_000) / 1_000_000, 0) })}
        >
          {(wiring) => (
            <input
              type="file"
              multiple
              accept=".txt,.htm,.html,.xhtml,.md,text/plain,text/html"
              onChange={choose}
              {...wiring}
            />
          )}
        </Field>
      </div>
      <Paste {...{ draft, partnership, uploads, isDateWrong }} />
      <UploadList uploads={uploads} />
    </section>
  );
}

type PasteProps = { draft: Draft<Values>; partnership: string; uploads: Uploads; isDateWrong: boolean };

/** A pasted text, and what can be said about a page that it does not say itself. */
function Paste({ draft, partnership, uploads, isDateWrong }: PasteProps) {
  const { t } = useLanguage();
  const { text, title, publisher, address, publishedOn } = draft.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || isDateWrong) return;
    const name = title || text.trim().slice(0, 60);
    void uploads.bring(name, { ...saidOf(draft.values, partnership, true), text });
    draft.set({ text: '', title: '', address: '', publishedOn: '' });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextArea
        id="intake-text"
        rows={4}
        label={t('documents.ui.intake.paste')}
        value={text}
        onChange={(event) => draft.set({ text: event.target.value })}
      />
      <details>
        <summary>{t('documents.ui.intake.more')}</summary>
        <div className="fgrid">
          <TextField
            id="intake-title"
            label={t('documents.ui.field.title')}
            maxLength={300}
            value={title}
            onChange={(event) => draft.set({ title: event.target.value })}
          />
          <TextField
            id="intake-publisher"
            label={t('documents.ui.field.publisher')}
            maxLength={300}
            value={publisher}
            onChange={(event) => draft.set({ publisher: event.target.value })}
          />
          <TextField
            id="intake-address"
            type="url"
            label={t('documents.ui.field.address')}
            value={address}
            onChange={(event) => draft.set({ address: event.target.value })}
          />
          <TextField
            id="intake-published"
            label={t('documents.ui.field.published')}
            hint={t('documents.ui.hint.date')}
            {...(isDateWrong && { error: t('problem.field.custom') })}
            value={publishedOn}
            onChange={(event) => draft.set({ publishedOn: event.target.value })}
          />
        </div>
      </details>
      <p>
        <Button type="submit" tone="primary" unavailable={text.trim() === ''}>
          {t('documents.ui.intake.read')}
        </Button>
      </p>
    </form>
  );
}
