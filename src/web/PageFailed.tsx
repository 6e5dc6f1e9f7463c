import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button, LinkButton, Note } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';
import { useDocumentTitle } from './kit/PageHead.tsx';

/** The code of a page could not be fetched: no connection, or a newer version has taken its place. */
const isNotFetched = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message);

/** A page broke: what happened, what was kept, what to do. The rail and the masthead stay. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const t = useT();
  useDocumentTitle(t('page.failed.title'));
  const again = () => (isNotFetched(error) ? location.reload() : reset());
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t('page.failed.title')}</h1>
      <Note tone="stop">
        <p>{t(isNotFetched(error) ? 'web.failed.not_fetched' : 'web.failed.broken')}</p>
        <p>{t('web.failed.kept')}</p>
        <p className="row">
          <Button onClick={again}>{t('action.retry')}</Button>
          <LinkButton href="/app/">{t('web.not_found.home')}</LinkButton>
        </p>
      </Note>
    </div>
  );
}
