import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, Button, DemoBadge, EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { fileAddressIn, said, textOf } from '../../../web/kit/listing.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { protectionApi, type Transfer } from './client.ts';
import { zone } from './moments.ts';
import { TransferForm } from './TransferForm.tsx';

const path = '/app/admin/transfers';
const listingOf = (search: Record<string, unknown>) =>
  said({ cursor: textOf(search['cursor']), country: textOf(search['country']) }) as {
    cursor?: string;
    country?: string;
  };

/** /app/admin/transfers: what was given to whom, in which country, on what ground. */
export function TransfersPage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery({
    ...protectionApi.transfers.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  const [entering, setEntering] = useState<Entered>(null);
  return (
    <>
      <PageHead
        title={t('protection.ui.transfers.title')}
        lead={t('protection.ui.transfers.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
        actions={
          <ListTools
            name="transfers"
            addressOf={(format) => fileAddressIn('/protection/transfers/file', listing, { format, locale })}
          />
        }
      />
      <Entering entering={entering} set={setEntering} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Register items={items} correct={setEntering} />
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

type Entered = Transfer | 'new' | null;

/** The form for a line, once somebody wants one. */
function Entering({ entering, set }: { entering: Entered; set: (entering: Entered) => void }) {
  const { t } = useLanguage();
  if (entering === null)
    return (
      <p>
        <Button tone="primary" onClick={() => set('new')}>
          {t('protection.ui.transfers.record')}
        </Button>
      </p>
    );
  const corrects = entering === 'new' ? null : entering;
  return <TransferForm key={corrects?.id ?? 'new'} corrects={corrects} close={() => set(null)} />;
}

function Register({ items, correct }: { items: readonly Transfer[]; correct: (transfer: Transfer) => void }) {
  const { t, locale, formats } = useLanguage();
  if (items.length === 0)
    return (
      <EmptyState level={2} title={t('protection.ui.transfers.none')} text={t('protection.ui.transfers.none_text')} />
    );
  return (
    <Table
      id="transfers"
      caption={t('protection.ui.transfers.title')}
      captionHidden
      columns={[
        { key: 'at', label: t('protection.column.sent_at') },
        { key: 'to', label: t('protection.column.to') },
        { key: 'what', label: t('protection.column.categories') },
        { key: 'people', label: t('protection.column.people'), numeric: true },
        { key: 'ground', label: t('protection.column.ground') },
        { key: 'act', label: t('protection.ui.transfers.correct') },
      ]}
      rows={items.map((transfer) => ({
        key: transfer.id,
        cells: [
          formats.moment(new Date(transfer.sentAt), zone),
          <Receiver key="to" transfer={transfer} country={countryName(locale, transfer.toCountry)} />,
          formats.list(transfer.categories.map((category) => t(`protection.ui.category.${category}`))),
          formats.number(transfer.people),
          `${t(`protection.ui.ground.${transfer.ground}`)}: ${transfer.reference}`,
          <Corrected key="act" transfer={transfer} correct={correct} />,
        ],
      }))}
    />
  );
}

function Receiver({ transfer: { toName, toOrganisation, isDemo }, country }: { transfer: Transfer; country: string }) {
  const { t } = useLanguage();
  return (
    <>
      {toOrganisation ? <OrganisationName id={toOrganisation} /> : toName} · {country}{' '}
      {isDemo && <DemoBadge label={t('web.demo.badge')} />}
    </>
  );
}

/** The name of an organisation of the directory, as a link to it. */
function OrganisationName({ id }: { id: string }) {
  const { locale } = useLanguage();
  const { data } = useQuery(directoryApi.organisation.queryOptions({ input: { id } }));
  const names = data?.names as Record<string, string> | undefined;
  return <a href={`/app/organisations/${id}`}>{names?.[locale] ?? names?.['kk'] ?? id.slice(0, 8)}</a>;
}

function Corrected({ transfer, correct }: { transfer: Transfer; correct: (transfer: Transfer) => void }) {
  const { t } = useLanguage();
  if (transfer.correctedBy) return <Badge>{t('protection.ui.transfers.corrected')}</Badge>;
  return (
    <>
      {transfer.corrects && <Badge>{t('protection.ui.transfers.corrects')}</Badge>}{' '}
      <Button onClick={() => correct(transfer)}>{t('protection.ui.transfers.correct')}</Button>
    </>
  );
}
