import { Button, Icon } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { sentenceOf } from '../../../web/kit/ErrorNote.tsx';
import type { Upload, Uploads } from './useUploads.ts';

/** How far each page is that was brought in; what failed, why, and the way to try again. */
export function UploadList({ uploads: { uploads, again } }: { uploads: Uploads }) {
  const t = useT();
  return (
    <div aria-live="polite">
      {uploads.length > 0 && (
        <ul className="plain stack-s" aria-label={t('documents.ui.intake.brought')}>
          {uploads.map((upload) => (
            <li key={upload.key} className="upload">
              <b className="upload-name">{upload.name}</b>
              <Outcome upload={upload} again={again} />
            </li>
          ))}
        </ul>
      )}
    </div>
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
