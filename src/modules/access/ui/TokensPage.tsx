import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, EmptyState, Note, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accessApi, type Token } from './client.ts';
import { NewToken } from './NewToken.tsx';
import { TokenActs } from './TokenActs.tsx';
import { actKey } from './words.ts';

/** /app/admin/tokens: what other systems may do in the organisation's name, and until when. */
export function TokensPage() {
  const { t } = useLanguage();
  const query = useQuery(accessApi.tokens.queryOptions());
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const told = (made: string) => {
    setSecret(made);
    setOpen(false);
  };
  return (
    <>
      <PageHead
        title={t('access.ui.place.tokens')}
        lead={t('access.ui.token.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      {secret !== null && <Secret secret={secret} forget={() => setSecret(null)} />}
      {isOpen ? (
        <NewToken told={told} close={() => setOpen(false)} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t('access.ui.token.make')}</Button>
        </p>
      )}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState level={2} title={t('access.ui.token.none')} text={t('access.ui.token.none_text')} />
          ) : (
            <Tokens tokens={items} told={told} />
          )
        }
      </Loaded>
    </>
  );
}

/** The secret is here until the page is left, and can be had nowhere else. */
function Secret({ secret, forget }: { secret: string; forget: () => void }) {
  const { t } = useLanguage();
  return (
    <Note tone="warn">
      <p>
        <b>{t('access.ui.token.once')}</b>
      </p>
      <p>
        <code data-secret>{secret}</code>
      </p>
      <p className="row">
        <Button onClick={() => void navigator.clipboard.writeText(secret)}>{t('access.ui.token.copy')}</Button>
        <Button onClick={forget}>{t('access.ui.token.kept')}</Button>
      </p>
    </Note>
  );
}

const tones = { valid: 'leaf', expired: 'plain', revoked: 'clay' } as const;

function Tokens({ tokens, told }: { tokens: readonly Token[]; told: (secret: string) => void }) {
  const { t, formats } = useLanguage();
  const moment = (at: string | null) => (at === null ? '–' : formats.moment(new Date(at), 'Asia/Almaty'));
  return (
    <section className="card">
      <Table
        id="tokens"
        caption={t('access.ui.place.tokens')}
        captionHidden
        columns={(['purpose', 'scopes', 'until', 'used', 'acts'] as const).map((key) => ({
          key,
          label: t(`access.ui.token.${key}`),
        }))}
        rows={tokens.map((token) => ({
          key: token.id,
          cells: [
            <div key="purpose" className="stack-s">
              <span>{token.purpose}</span>
              <span>
                <Badge tone={tones[token.state]}>{t(`access.ui.token.state.${token.state}`)}</Badge>{' '}
                <span className="quiet">ynt_…{token.hint}</span>
              </span>
              {token.madeBy !== null && <span className="quiet">{token.madeBy}</span>}
            </div>,
            <Scopes key="scopes" token={token} />,
            moment(token.revokedAt ?? token.expiresAt),
            moment(token.lastUsedAt),
            token.state === 'valid' ? <TokenActs key="acts" token={token} told={told} /> : '–',
          ],
        }))}
      />
    </section>
  );
}

function Scopes({ token: { scopes, requestsPerMinute } }: { token: Token }) {
  const { t } = useLanguage();
  return (
    <>
      <ul className="plain">
        {scopes.map((scope) => (
          <li key={scope}>{t(actKey(scope))}</li>
        ))}
      </ul>
      <p className="quiet">{t('access.ui.token.per_minute', { count: requestsPerMinute })}</p>
    </>
  );
}
