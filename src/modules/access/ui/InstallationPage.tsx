import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Badge, Button, EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { useSession } from '../../../web/kit/session.ts';
import { Because } from './Because.tsx';
import { accessApi, type InstallationRow } from './client.ts';
import { type Listing, listingOf } from './listing.ts';
import { StateBadge } from './StateBadge.tsx';
import { VacantOrganisations } from './VacantOrganisations.tsx';

const path = '/app/admin/people/installation';

/** /app/admin/people/installation: everybody who can sign in here, for who looks after the installation. */
export function InstallationPage() {
  const { t } = useLanguage();
  const { role: _role, ...listing } = listingOf(useSearch({ strict: false }));
  const query = useQuery({
    ...accessApi.installationPeople.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('access.ui.place.installation')}
        lead={t('access.ui.place_text.installation')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <VacantOrganisations />
      <Filters listing={listing} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState level={2} title={t('phrase.no_results')} text={t('access.ui.people.none')} />
            ) : (
              <Everybody people={items} />
            )}
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Filters({ listing }: { listing: Omit<Listing, 'role'> }) {
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
          options: (['active', 'ended', 'deactivated'] as const).map((value) => ({
            value,
            label: t(`access.ui.state.${value}`),
          })),
        },
      ]}
      sorts={(['name', '-seen', '-since'] as const).map((value) => ({
        value: value === 'name' ? '' : value,
        label: t(`access.ui.sort.${value}`),
      }))}
    />
  );
}

function Everybody({ people }: { people: readonly InstallationRow[] }) {
  const { t, formats } = useLanguage();
  return (
    <section className="card">
      <Table
        id="everybody"
        caption={t('access.ui.place.installation')}
        captionHidden
        columns={[
          { key: 'name', label: t('access.word.name') },
          { key: 'state', label: t('access.word.state') },
          { key: 'organisations', label: t('web.nav.organisations') },
          { key: 'seen', label: t('access.ui.seen') },
          { key: 'acts', label: t('access.ui.acts') },
        ]}
        rows={people.map((row) => ({
          key: row.id,
          cells: [
            <div key="name">
              {row.name}
              <p className="quiet">{row.address}</p>
            </div>,
            <div key="state" className="stack-s">
              <StateBadge state={row.state} />
              {row.isInstallation && <Badge tone="sky">{t('access.ui.installation_administrator')}</Badge>}
            </div>,
            <Held key="held" row={row} />,
            row.lastSeen ? formats.moment(new Date(row.lastSeen), 'Asia/Almaty') : '–',
            <Acts key="acts" row={row} />,
          ],
        }))}
      />
    </section>
  );
}

function Held({ row: { organisations } }: { row: InstallationRow }) {
  const { t, locale } = useLanguage();
  if (organisations.length === 0) return '–';
  return (
    <ul className="plain">
      {organisations.map(({ id, names, role, endsAt }) => (
        <li key={`${id} ${role} ${endsAt}`}>
          {nameIn(locale, names)} <span className="quiet">{t(`web.role.${role}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Acts({ row }: { row: InstallationRow }) {
  const { t } = useLanguage();
  const { person: self } = useSession();
  const named = useSend(accessApi.setInstallationAdministrator.call);
  const out = useSend(accessApi.deactivateEverywhere.call);
  const back = useSend(accessApi.reactivateEverywhere.call);
  if (row.state === 'deactivated')
    return (
      <>
        <Button small unavailable={back.isSending} onClick={() => back.send({ id: row.id })}>
          {t('access.ui.reactivate')}
        </Button>
        <ErrorNote error={back.error} />
      </>
    );
  return (
    <div className="stack-s">
      <Button
        small
        unavailable={named.isSending}
        onClick={() => named.send({ id: row.id, isAdministrator: !row.isInstallation })}
      >
        {t(row.isInstallation ? 'access.ui.installation_withdraw' : 'access.ui.installation_grant')}
      </Button>
      <ErrorNote error={named.error} />
      {row.id !== self && (
        <Because
          id={`out-${row.id}`}
          label={t('access.ui.deactivate_everywhere')}
          text={t('access.ui.deactivate_everywhere_text')}
          send={(reason) => out.send({ id: row.id, reason })}
          isSending={out.isSending}
          error={out.error}
        />
      )}
    </div>
  );
}
