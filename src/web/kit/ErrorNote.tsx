import { Button, Note } from '../../design/index.ts';
import { Problem } from '../../platform/clientProblem.ts';
import { useT } from '../../platform/i18n/react.ts';
import type { Translator } from '../../platform/i18n/translate.ts';

/** What went wrong, in the reader's words: the server's title, or our own where no answer came. */
export function sentenceOf(error: Error, t: Translator): string {
  if (!(error instanceof Problem)) return t('web.error.unexpected');
  if (error.code === 'no-connection') return t('web.error.no_connection');
  return error.message || t('problem.unavailable');
}

type Props = {
  error: Error | null;
  /** Something was typed, and is still there. */
  typed?: boolean;
  /** Asks again; for a page that could not be read. */
  retry?: (() => void) | undefined;
  /** Reads the record again; for a change that somebody else made first. */
  reload?: (() => void) | undefined;
};

/** What happened, what was kept, and what to do. */
export function ErrorNote({ error, typed = false, retry, reload }: Props) {
  const t = useT();
  if (!error) return null;
  const isStale = error instanceof Problem && error.code === 'stale';
  const again = isStale ? reload : retry;
  return (
    <Note tone="stop">
      <p>
        <b>{sentenceOf(error, t)}</b>
      </p>
      {typed && <p>{t('web.error.typed_kept')}</p>}
      {again && (
        <p>
          <Button onClick={again}>{isStale ? t('web.error.read_again') : t('action.retry')}</Button>
        </p>
      )}
    </Note>
  );
}

/** What is wrong with a field of the last attempt. */
export const faultAt = (error: Error | null, field: string): string | undefined =>
  error instanceof Problem ? error.at(field) : undefined;
