import { useQuery } from '@tanstack/react-query';
import { Note, StatusChip, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import type { stages } from '../../referrals/referral.ts';
import { type Exchange, exchangeApi, zone } from './client.ts';
import { Messages } from './Messages.tsx';
import { AddPeer, Peers } from './Peers.tsx';
import { Quotas } from './Quotas.tsx';

/** /app/admin/exchange: other installations, what waits for them, what did not arrive, and where both sides differ. */
export function ExchangePage() {
  const { t } = useLanguage();
  const query = useQuery({ ...exchangeApi.exchange.queryOptions(), refetchInterval: 15_000 });
  return (
    <>
      <PageHead
        title={t('exchange.ui.title')}
        lead={t('exchange.ui.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>{(exchange) => <Shown exchange={exchange} />}</Loaded>
    </>
  );
}

function Shown({ exchange }: { exchange: Exchange }) {
  const { t } = useLanguage();
  const { peers, open, settled, differences } = exchange;
  const dead = open.filter(({ state }) => state === 'dead');
  const waiting = open.filter(({ state }) => state === 'waiting');
  return (
    <div className="stack-l">
      {dead.length > 0 && (
        <section className="card stack">
          <h2>{t('exchange.ui.dead')}</h2>
          <Note tone="stop">{t('exchange.ui.dead_text')}</Note>
          <Messages id="dead" title={t('exchange.ui.dead')} messages={dead} peers={peers} />
        </section>
      )}
      {differences.length > 0 && <Differences exchange={exchange} />}
      <Peers peers={peers} />
      <section className="card stack">
        <h2>{t('exchange.ui.waiting')}</h2>
        {waiting.length === 0 ? (
          <p className="quiet">{t('exchange.ui.waiting_none')}</p>
        ) : (
          <Messages id="waiting" title={t('exchange.ui.waiting')} messages={waiting} peers={peers} />
        )}
      </section>
      <Quotas quotas={exchange.quotas} />
      {settled.length > 0 && (
        <section className="card stack">
          <h2>{t('exchange.ui.settled')}</h2>
          <Messages id="settled" title={t('exchange.ui.settled')} messages={settled} peers={peers} />
        </section>
      )}
      <AddPeer />
    </div>
  );
}

type Stage = (typeof stages)[number];
function Differences({ exchange: { differences, peers } }: { exchange: Exchange }) {
  const { t, formats, locale } = useLanguage();
  return (
    <section className="card stack">
      <h2>{t('exchange.ui.differences')}</h2>
      <Note tone="stop">{t('exchange.ui.differences_text')}</Note>
      <Table
        id="differences"
        caption={t('exchange.ui.differences')}
        captionHidden
        columns={[
          { key: 'what', label: t('exchange.ui.what') },
          { key: 'here', label: t('exchange.ui.here') },
          { key: 'there', label: t('exchange.ui.there') },
          { key: 'since', label: t('exchange.ui.since') },
        ]}
        rows={differences.map(({ referral, number, peer, here, there, seenAt }) => ({
          key: `${referral} ${peer}`,
          cells: [
            number,
            t(`referrals.stage.${here as Stage}`),
            <StatusChip
              key="there"
              status="at_risk"
              label={`${t(`referrals.stage.${there as Stage}`)} · ${nameIn(locale, {
                kk: peers.find(({ id }) => id === peer)?.name ?? '',
              })}`}
            />,
            formats.moment(new Date(seenAt), zone),
          ],
        }))}
      />
    </section>
  );
}
