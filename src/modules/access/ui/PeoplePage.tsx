import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, EmptyState, Table, Toast } from '../../../design/index.ts';
import { roles } from '../../../permissions.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { accessContract } from '../contract.ts';
import { states } from '../person.ts';
import { accessApi, type PersonRow } from './client.ts';
import { InvitationActs } from './InvitationActs.tsx';
import { InviteForm } from './InviteForm.tsx';
import { fileAddress, type Listing, listingOf } from './listing.ts';
import { StateBadge } from './StateBadge.tsx';

const path = '/app/admin/people';

/** /app/admin/people: who belongs to the organisation or is invited. Filter, order and page are in the address. */
export function PeoplePage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery({
    ...accessApi.people.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('access.ui.people.title')}
        lead={t('access.ui.people.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
        actions={<ListTools name="access" addressOf={(format) => fileAddress(listing, { format, locale })} />}
      />
      <Invite />
      <Filters listing={listing} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState level={2} title={t('phrase.no_results')} text={t('access.ui.people.none')} />
            ) : (
              <People people={items} />
            )}
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Invite() {
  const { t } = useLanguage();
  const can = useCan(accessContract.invite);
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const sent = () => {
    setOpen(false);
    setDone(t('access.ui.invite.sent'));
  };
  if (!can) return null;
  return (
    <>
      {isOpen ? (
        <InviteForm done={sent} close={() => setOpen(false)} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t('access.ui.invite.open')}</Button>
        </p>
      )}
      <Toast message={done} />
    </>
  );
}

function Filters({ listing }: { listing: Listing }) {
  const { t } = useLanguage();
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('access.ui.people.words')}
      choices={[
        {
          name: 'state',
          label: t('access.word.state'),
          options: states.map((value) => ({ value, label: t(`access.ui.state.${value}`) })),
        },
        {
          name: 'role',
          label: t('access.word.role'),
          options: roles.map((value) => ({ value, label: t(`web.role.${value}`) })),
        },
      ]}
      sorts={(['name', '-seen', '-since'] as const).map((value) => ({
        value: value === 'name' ? '' : value,
        label: t(`access.ui.sort.${value}`),
      }))}
    />
  );
}

function People({ people }: { people: readonly PersonRow[] }) {
  const { t, formats } = useLanguage();
  const moment = (at: string | null) => (at === null ? '–' : formats.moment(new Date(at), 'Asia/Almaty'));
  return (
    <section className="card">
      <Table
        id="access-people"
        caption={t('access.ui.people.title')}
        captionHidden
        columns={[
          { key: 'name', label: t('access.word.name') },
          { key: 'state', label: t('access.word.state') },
          { key: 'role', label: t('access.word.role') },
          { key: 'seen', label: t('access.ui.seen') },
        ]}
        rows={people.map((row) => ({
          key: row.id,
          cells: [
            <Who key="name" row={row} />,
            <div key="state" className="stack-s">
              <StateBadge state={row.state} />
              {row.until !== null && (
                <span className="quiet">{t('access.ui.until', { moment: moment(row.until) })}</span>
              )}
            </div>,
            <>
              {t(`web.role.${row.role}`)}
              {row.isClinical && <span className="quiet">, {t('access.ui.clinical')}</span>}
            </>,
            row.kind === 'invitation' ? <InvitationActs key="acts" id={row.id} /> : moment(row.lastSeen),
          ],
        }))}
      />
    </section>
  );
}

function Who({ row: { id, kind, name, address } }: { row: PersonRow }) {
  return (
    <div>
      {kind === 'person' ? <a href={`${path}/${id}`}>{name}</a> : name}
      <p className="quiet">{address}</p>
    </div>
  );
}
