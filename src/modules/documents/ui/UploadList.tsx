import { useState } from 'react';
import { Button, Icon, Progress } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { sentenceOf } from '../../../web/kit/ErrorNote.tsx';
import type { Upload, Uploads } from './useUploads.ts';

/** As many lines as a person looks through; what failed is always shown. */
const mostShown = 20;
const isRefused = ({ state }: Upload): boolean => state === 'failed' || state === 'too-large';

/** Those that a person looks at: what failed, what is being read, and then what came last. */
export function uploadsShown(uploads: readonly Upload[], isAll: boolean): readonly Upload[] {
  if (isAll || uploads.length <= mostShown) return uploads;
  const first = uploads.filter((upload) => isRefused(upload) || upload.state === 'reading');
  const rest = uploads.filter((upload) => !first.includes(upload) && upload.state === 'done');
  return [...first, ...rest.slice(0, Math.max(0, mostShown - first.length))];
}

/** How far each page is that was brought in; what failed, why, and the way to try again. */
export function UploadList({ uploads: { uploads, again } }: { uploads: Uploads }) {
  const t = useT();
  const [isAll, showAll] = useState(false);
  const shown = uploadsShown(uploads, isAll);
  const hidden = uploads.length - shown.length;
  return (
    <>
      {uploads.length > 1 && <Whole uploads={uploads} />}
      <div aria-live="polite">
        {uploads.length > 0 && (
          <ul className="plain stack-s" aria-label={t('documents.ui.intake.brought')}>
            {shown.map((upload) => (
              <li key={upload.key} className="upload">
                <b className="upload-name">{upload.name}</b>
                <Outcome upload={upload} again={again} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {hidden > 0 && (
        <p>
          <Button small onClick={() => showAll(true)}>
            {t('documents.ui.upload.others', { count: hidden })}
          </Button>
        </p>
      )}
    </>
  );
}

/** How far all of it is together. */
function Whole({ uploads }: { uploads: readonly Upload[] }) {
  const t = useT();
  const refused = uploads.filter(isRefused).length;
  const done = uploads.filter(({ state }) => state === 'done').length + refused;
  return (
    <Progress
      label={t('documents.ui.intake.brought')}
      value={done}
      max={uploads.length}
      text={
        <span className="row">
          <b>{t('documents.ui.upload.progress', { done, total: uploads.length })}</b>
          {refused > 0 && <span>{t('documents.ui.upload.refused', { count: refused })}</span>}
        </span>
      }
    />
  );
}

function Outcome({ upload, again }: { upload: Upload; again: Uploads['again'] }) {
  const t = useT();
  const { state, error, document, isNew } = upload;
  if (state === 'done' && document) {
    const drafts = t(isNew ? 'documents.ui.upload.read' : 'documents.ui.upload.known', { drafts: document.drafts });
    return (
      <span>
        {drafts} <a href={`/app/documents/${document.id}`}>{t('documents.ui.upload.review')}</a>
      </span>
    );
  }
  if (state === 'too-large')
    return (
      <span className="upload-failed">
        <Icon name="warning" /> {t('documents.ui.upload.too_large')}
      </span>
    );
  if (state === 'failed' && error)
    return (
      <span className="upload-failed">
        <Icon name="warning" /> {sentenceOf(error, t)}{' '}
        <Button small onClick={() => void again(upload)}>
          {t('action.retry')}
        </Button>
      </span>
    );
  return (
    <span className="quiet">
      {t(state === 'waiting' ? 'documents.ui.upload.waiting' : 'documents.ui.upload.reading')}{' '}
      <progress className="upload-bar" aria-label={upload.name} />
    </span>
  );
}
