import { Button } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { releaseActionsOf } from '../release.ts';
import { type Document, documentsApi } from './client.ts';
import type { ClaimWords } from './useClaimWords.ts';

/** Which other sources are the same release, and what a person decides about that. */
export function ReleasePanel({ document, words: { t } }: { document: Document; words: ClaimWords }) {
  const { id, releaseState: state, others } = document;
  const mayWrite = useMay('documents.write');
  const { send, isSending, error } = useSend(documentsApi.moveInRelease.call);
  if (state === null || (others.length === 0 && state !== 'apart')) return null;
  return (
    <section className="card stack-s" aria-label={t('documents.ui.release.title')}>
      <h2 className="minor">{t('documents.ui.release.title')}</h2>
      <p>{t(`documents.ui.release.${state}`)}</p>
      {others.length > 0 && (
        <ul className="plain stack-s">
          {others.map((other) => (
            <li key={other.id}>
              <a href={`/app/documents/${other.id}`}>{other.title}</a>
              {other.publisher && ` · ${other.publisher}`}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <div className="row">
          {releaseActionsOf(state).map((action) => (
            <Button key={action} small unavailable={isSending} onClick={() => send({ id, action, state })}>
              {t(`documents.ui.release.${action}`)}
            </Button>
          ))}
        </div>
      )}
      <ErrorNote error={error} />
    </section>
  );
}
