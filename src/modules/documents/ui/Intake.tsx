import { type FormEvent, useMemo } from 'react';
import { Button, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type Names, nameIn } from '../../../platform/i18n/shown.ts';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import { DropZone } from './DropZone.tsx';
import { emptyIntake, type IntakeValues, isDateWrong, isMeant, saidOf } from './intakeForm.ts';
import { Origin } from './Origin.tsx';
import { UploadList } from './UploadList.tsx';
import type { Uploads } from './useUploads.ts';

export type Partnerships = readonly { id: string; names: Names; ownSide: string | null }[];
type Props = { partnerships: Partnerships; uploads: Uploads; maxUpload: number | undefined };

/** What is done with what a person brings: files of a computer, an address, a pasted text. */
function useBringing({ values, set }: Draft<IntakeValues>, partnership: string, uploads: Uploads) {
  const take = (files: readonly File[]) => {
    if (isDateWrong(values)) return;
    const meant = files.filter((file) => isMeant(file));
    const said = saidOf(values, partnership, meant.length === 1);
    const nameOf = (file: File) => file.webkitRelativePath || file.name;
    void uploads.bring(meant.map((file) => ({ name: nameOf(file), brought: { ...said, file } })));
  };
  const fetchPage = () => {
    const from = values.from.trim();
    if (from === '' || isDateWrong(values)) return;
    void uploads.bring([{ name: from, brought: { ...saidOf(values, partnership, true), from } }]);
    set({ from: '', title: '', publishedOn: '' });
  };
  const paste = () => {
    const { text, title } = values;
    if (text.trim() === '' || isDateWrong(values)) return;
    const said = saidOf(values, partnership, true);
    void uploads.bring([{ name: title || text.trim().slice(0, 60), brought: { ...said, text } }]);
    set({ text: '', title: '', address: '', publishedOn: '' });
  };
  return { take, fetchPage, paste };
}

/** Where pages and papers come in: dropped, chosen, fetched or pasted. */
export function Intake({ partnerships, uploads, maxUpload }: Props) {
  const { t, locale } = useLanguage();
  const draft = useDraft('intake', emptyIntake);
  const own = useMemo(() => partnerships.filter(({ ownSide }) => ownSide !== null), [partnerships]);
  const partnership = own.find(({ id }) => id === draft.values.partnership)?.id ?? own[0]?.id ?? '';
  const { take, fetchPage, paste } = useBringing(draft, partnership, uploads);
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
      <AddressForm draft={draft} fetchPage={fetchPage} />
      <PasteForm draft={draft} paste={paste} />
      <UploadList uploads={uploads} />
    </section>
  );
}

const sending = (work: () => void) => (event: FormEvent) => {
  event.preventDefault();
  work();
};

function AddressForm({ draft, fetchPage }: { draft: Draft<IntakeValues>; fetchPage: () => void }) {
  const { t } = useLanguage();
  return (
    <form className="stack-s" onSubmit={sending(fetchPage)}>
      <TextField
        id="intake-from"
        inputMode="url"
        label={t('documents.ui.intake.address')}
        hint={t('documents.ui.intake.address_hint')}
        maxLength={2000}
        value={draft.values.from}
        onChange={(event) => draft.set({ from: event.target.value })}
      />
      <p>
        <Button type="submit">{t('documents.ui.intake.fetch')}</Button>
      </p>
    </form>
  );
}

function PasteForm({ draft, paste }: { draft: Draft<IntakeValues>; paste: () => void }) {
  const { t } = useLanguage();
  const { values, set } = draft;
  return (
    <form className="stack" onSubmit={sending(paste)}>
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
