import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, EmptyState, Table, Toast } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from './client.ts';
import { fileAddress, type Listing, listingOf } from './listing.ts';
import { RegisterPerson } from './PersonForms.tsx';
import { useTerm } from './Posts.tsx';
import type { Organisation, PersonRow } from './types.ts';

const path = '/app/people';

/** /app/people: office holders and where they hold or held posts. Filter, order and page are in the address. */
export function PeoplePage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }), ['q', 'organisation']);
  const query = useQuery({
    ...directoryApi.people.queryOptions({ input: { ...listing, locale } }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('web.nav.people')}
        lead={t('directory.ui.people.lead')}
        actions={
          <ListTools name="people" addressOf={(format) => fileAddress('/people/file', listing, { format, locale })} />
        }
      />
      <Register />
      <Filters listing={listing} />
      <Loaded query={query}>
        {({ items, next, organisations }) => (
          <>
            {items.length === 0 ? (
              <EmptyState level={2} title={t('phrase.no_results')} text={t('directory.ui.people.none')} />
            ) : (
              <People people={items} organisations={organisations} />
            )}
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Register() {
  const { t } = useLanguage();
  const may = useMay('directory.write');
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const registered = () => {
    setOpen(false);
    setDone(t('directory.ui.person.registered'));
  };
  if (!may) return null;
  return (
    <>
      {isOpen ? (
        <RegisterPerson done={registered} close={() => setOpen(false)} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t('directory.ui.person.register')}</Button>
        </p>
      )}
      <Toast message={done} />
    </>
  );
}

function Filters({ listing }: { listing: Listing }) {
  const { t, locale } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('directory.ui.list.words')}
      choices={[
        {
          name: 'organisation',
          label: t('directory.ui.post.organisation'),
          options: organisations.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
        },
      ]}
      sorts={(['name', '-name', '-changed'] as const).map((value) => ({
        value: value === 'name' ? '' : value,
        label: t(`directory.ui.sort.${value}`),
      }))}
    />
  );
}

type PeopleProps = { people: readonly PersonRow[]; organisations: readonly Organisation[] };

function People({ people, organisations }: PeopleProps) {
  const { t, locale } = useLanguage();
  return (
    <section className="card">
      <Table
        id="people"
        caption={t('web.nav.people')}
        captionHidden
        columns={[
          { key: 'name', label: t('directory.ui.person.name') },
          { key: 'posts', label: t('directory.ui.posts') },
        ]}
        rows={people.map(({ id, names, isDemo, posts }) => ({
          key: id,
          cells: [
            <>
              <a href={`${path}/${id}`}>{nameIn(locale, names)}</a>{' '}
              {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
            </>,
            <Held key="posts" posts={posts} organisations={organisations} />,
          ],
        }))}
      />
    </section>
  );
}

function Held({ posts, organisations }: { posts: PersonRow['posts']; organisations: readonly Organisation[] }) {
  const { locale } = useLanguage();
  const term = useTerm();
  if (posts.length === 0) return '–';
  const where = (id: string) => nameIn(locale, organisations.find((each) => each.id === id)?.names ?? {});
  return (
    <ul className="plain">
      {posts.map((post) => (
        <li key={post.id}>
          {nameIn(locale, post.title)}, {where(post.organisation)} <span className="quiet">{term(post)}</span>
        </li>
      ))}
    </ul>
  );
}
