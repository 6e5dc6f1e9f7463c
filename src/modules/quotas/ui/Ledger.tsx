import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Table } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import type { Ledger as Shown, QuotaPage, Transaction } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { useWords } from './useWords.ts';

type Props = { quota: Pick<QuotaPage, 'id' | 'currency'>; ledger: Shown };

/** Every transaction with its entries, the newest first; what is earlier is fetched when it is asked for. */
export function Ledger({ quota, ledger }: Props) {
  const { t } = useWords();
  return (
    <section className="stack">
      <h2>{t('quotas.ledger.title')}</h2>
      <p className="quiet">{t('quotas.ledger.lead')}</p>
      {ledger.items.length === 0 ? <p>{t('quotas.ledger.none')}</p> : <Part quota={quota} ledger={ledger} />}
    </section>
  );
}

function Part({ quota, ledger }: Props) {
  const { t, organisation, moment } = useWords();
  const [isOpen, open] = useState(false);
  const { items, next, organisations } = ledger;
  return (
    <>
      <Table
        id={`ledger-${items[0]?.id ?? ''}`}
        caption={t('quotas.ledger.title')}
        captionHidden
        columns={[
          { key: 'at', label: t('quotas.ledger.at') },
          { key: 'what', label: t('quotas.ledger.what') },
          { key: 'entries', label: t('quotas.ledger.entries') },
          { key: 'who', label: t('quotas.ledger.who') },
        ]}
        rows={items.map((row) => ({
          key: row.id,
          cells: [
            moment(row.at),
            <What key="what" row={row} />,
            <Entries key="entries" row={row} currency={quota.currency} />,
            organisation(row.organisation, organisations),
          ],
        }))}
      />
      {next !== null && !isOpen && <Button onClick={() => open(true)}>{t('quotas.ledger.more')}</Button>}
      {next !== null && isOpen && <Earlier quota={quota} before={next} />}
    </>
  );
}

function Earlier({ quota, before }: { quota: Props['quota']; before: string }) {
  const query = useQuery(quotasApi.quotaLedger.queryOptions({ input: { id: quota.id, before } }));
  return <Loaded query={query}>{(ledger) => <Part quota={quota} ledger={ledger} />}</Loaded>;
}

function What({ row: { kind, reason, words, referral } }: { row: Transaction }) {
  const { t } = useWords();
  const said = [reason && t(`quotas.reason.${reason}`), words].filter(Boolean).join(': ');
  return (
    <>
      <b>{t(`quotas.kind.${kind}`)}</b>
      {said !== '' && <p className="quiet">{said}</p>}
      {referral !== null && (
        <p className="quiet">
          <a href={`/app/referrals/${referral}`}>{t('quotas.ledger.referral', { number: referral.slice(-6) })}</a>
        </p>
      )}
    </>
  );
}

function Entries({ row: { entries }, currency }: { row: Transaction; currency: string | null }) {
  const { t, amount } = useWords();
  return (
    <ul className="plain">
      {entries.map((entry) => (
        <li key={entry.account}>
          {t(`quotas.account.${entry.account}`)} {entry.amount.startsWith('-') ? '' : '+'}
          {amount(entry.amount, currency)}
        </li>
      ))}
    </ul>
  );
}
