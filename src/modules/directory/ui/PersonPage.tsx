import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Card, DemoBadge, EmptyState, Toast } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { directoryApi } from './client.ts';
import { Duplicates, MergedRecords } from './Merging.tsx';
import { NamesList, useKeptAddress } from './OrganisationPage.tsx';
import { AddPost, EditPerson, EditPost } from './PersonForms.tsx';
import { useTerm } from './Posts.tsx';
import type { PersonPage as Page } from './types.ts';
import { useHistoryWords } from './useHistoryWords.ts';

/** /app/people/{id}: an office holder with posts over time, and what happened to the record. */
export function PersonPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(directoryApi.person.queryOptions({ input: { id } }));
  useKeptAddress('/app/people', query.data?.id);
  return <Loaded query={query}>{(page) => <Person key={page.id} page={page} />}</Loaded>;
}

/** What of the page is being changed: the names, a new post, or a post. */
type Editing = 'names' | 'post' | { post: string } | null;

function Person({ page }: { page: Page }) {
  const { t, locale } = useLanguage();
  const words = useHistoryWords();
  const may = useMay('directory.write') && page.mayChange;
  const [editing, setEditing] = useState<Editing>(null);
  const [done, setDone] = useState<string | null>(null);
  const close = () => setEditing(null);
  const saved = () => {
    close();
    setDone(t('phrase.saved'));
  };
  return (
    <div className="stack-l">
      <PageHead
        title={nameIn(locale, page.names)}
        crumbs={[{ href: '/app/people', label: t('web.nav.people') }]}
        actions={
          <>
            {page.isDemo && <DemoBadge label={t('directory.ui.demo')} />}
            {may && <Button onClick={() => setEditing('names')}>{t('action.edit')}</Button>}
            {may && <Button onClick={() => setEditing('post')}>{t('directory.ui.post.add')}</Button>}
          </>
        }
      />
      <Toast message={done} />
      {editing === 'names' && <EditPerson page={page} done={saved} close={close} />}
      {editing === 'post' && <AddPost person={page.id} done={saved} close={close} />}
      <Card level={2} title={t('directory.ui.names')}>
        <NamesList names={page.names} aliases={page.aliases} />
      </Card>
      <HeldPosts page={page} may={may} editing={editing} setEditing={setEditing} saved={saved} />
      <MergedRecords subject="people" merged={page.merged} />
      <Duplicates subject="people" of={page.id} />
      <Why subject="person" id={page.id} />
      <History events={page.events} organisations={page.organisations} words={words} />
    </div>
  );
}

type HeldProps = {
  page: Page;
  may: boolean;
  editing: Editing;
  setEditing: (editing: Editing) => void;
  saved: () => void;
};

function HeldPosts({ page, may, editing, setEditing, saved }: HeldProps) {
  const { t, locale } = useLanguage();
  const term = useTerm();
  const where = (id: string) => page.organisations.find((each) => each.id === id);
  return (
    <Card level={2} title={t('directory.ui.posts')}>
      {page.posts.length === 0 && <EmptyState title={t('phrase.no_results')} text={t('directory.ui.posts.none')} />}
      <ul className="plain stack">
        {page.posts.map((post) => (
          <li key={post.id} className="stack-s">
            <div className="row between">
              <span>
                <b>{nameIn(locale, post.title)}</b>,{' '}
                <a href={`/app/organisations/${post.organisation}`}>
                  {nameIn(locale, where(post.organisation)?.names ?? {})}
                </a>{' '}
                <span className="quiet">{term(post)}</span>
              </span>
              {may && (
                <Button small onClick={() => setEditing({ post: post.id })}>
                  {t('action.edit')}
                </Button>
              )}
            </div>
            {editing !== null && typeof editing === 'object' && editing.post === post.id && (
              <EditPost post={post} done={saved} close={() => setEditing(null)} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
