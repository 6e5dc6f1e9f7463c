import { useQuery } from '@tanstack/react-query';
import { Action, KeyValue, Note } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { type Keys, keysApi } from './client.ts';

/** /app/admin/keys: whether what is kept is protected, and with which keys. */
export function KeysPage() {
  const t = useT();
  const query = useQuery(keysApi.keys.queryOptions());
  const crumbs = [{ href: '/app/admin', label: t('web.nav.admin') }];
  return (
    <>
      <PageHead title={t('keys.ui.title')} lead={t('keys.ui.lead')} crumbs={crumbs} />
      <Loaded query={query}>{(keys) => <Shown keys={keys} />}</Loaded>
    </>
  );
}

function Shown({ keys }: { keys: Keys }) {
  const t = useT();
  const { broken, files, destroyed, byKind } = keys;
  return (
    <div className="stack-l">
      {broken > 0 ? (
        <Note tone="stop">{t('keys.ui.broken', { count: broken })}</Note>
      ) : (
        <Note>{t('keys.ui.whole')}</Note>
      )}
      {files.plain > 0 && <Note tone="warn">{t('keys.ui.plain', { count: files.plain })}</Note>}
      <Ring keys={keys} />
      <section className="card stack">
        <h2>{t('keys.ui.held')}</h2>
        <KeyValue
          facts={[
            { label: t('keys.ui.patients'), value: String(byKind['patient'] ?? 0) },
            { label: t('keys.ui.organisations'), value: String(byKind['organisation'] ?? 0) },
            { label: t('keys.ui.destroyed'), value: String(destroyed) },
            { label: t('keys.ui.files'), value: String(files.sealed) },
          ]}
        />
      </section>
    </div>
  );
}

function Ring({ keys: { ring, isRotated } }: { keys: Keys }) {
  const t = useT();
  const { send, isSending, error } = useSend(keysApi.rotateKeys.call);
  return (
    <section className="card stack">
      <h2>{t('keys.ui.ring')}</h2>
      <ul className="plain stack-s">
        {ring.map(({ id, wraps }) => (
          <li key={id}>
            <b>{id}</b>: {t('keys.ui.wraps', { count: wraps })}
          </li>
        ))}
      </ul>
      {isRotated ? (
        <p className="quiet">{t('keys.ui.rotated')}</p>
      ) : (
        <Action
          id="rotate"
          tone="primary"
          unavailable={isSending}
          onClick={() => send({})}
          effect={t('keys.ui.rotate_effect')}
        >
          {t('keys.ui.rotate')}
        </Action>
      )}
      <ErrorNote error={error} />
      <p className="hint">{t('keys.ui.elsewhere')}</p>
    </section>
  );
}
