import { type ChangeEvent, type DragEvent, useState } from 'react';
import { Field } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';

const types = '.txt,.htm,.html,.xhtml,.md,.pdf,.docx,text/plain,text/html,application/pdf';
/** React has no name of its own for what lets a file field take a whole folder. */
const wholeFolder: object = { webkitdirectory: '' };

type Props = { take: (files: readonly File[]) => void; maxUpload: number | undefined };

/** Dropping is a shortcut for the fields inside. */
function useDrop(take: Props['take']) {
  const [isOver, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return { 'data-over': isOver || undefined, onDragOver, onDragLeave: () => setOver(false), onDrop };
}

/** Files and folders, chosen or dropped. */
export function DropZone({ take, maxUpload }: Props) {
  const { t, formats } = useLanguage();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  const size = formats.number((maxUpload ?? 20_000_000) / 1_000_000, 0);
  return (
    <div className="drop" {...useDrop(take)}>
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
      <input className="sr" type="file" id="intake-folder" onChange={choose} {...wholeFolder} />
      <label className="btn" htmlFor="intake-folder">
        {t('documents.ui.intake.choose_folder')}
      </label>
    </div>
  );
}
