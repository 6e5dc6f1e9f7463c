import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button, Card, DemoBadge, type Fact, KeyValue, Note, Toast } from '../../../design/index.ts';
import { nameIn, nameShown, type NameTag, nameTagFacts, nameTags } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { identifierAddress, identifierSchemes } from '../identifier.ts';
import { changedOf } from './changed.ts';
import { directoryApi } from './client.ts';
import { Duplicates, MergedRecords } from './Merging.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';
import { organisationOf, organisationTyped } from './organisationTyped.ts';
import { Posts } from './Posts.tsx';
import { ThenAndNow } from './ThenAndNow.tsx';
import type { OrganisationPage as Page } from './types.ts';
import { useHistoryWords } from './useHistoryWords.ts';

/** A merged record has the page of the kept one, under the address of the kept one. */
export function useKeptAddress(path: string, shown: string | undefined): string {
  const { id = '' } = useParams({ strict: false });
  const router = useRouter();
  useEffect(() => {
    if (shown !== undefined && shown !== id) router.history.replace(`${path}/${shown}?from=${id}`);
  }, [shown, id, path, router]);
  return id;
}

/** /app/organisations/{id}: names, identifiers, place then and now, posts, partnerships, history. */
export function OrganisationPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(directoryApi.organisation.queryOptions({ input: { id } }));
  useKeptAddress('/app/organisations', query.data?.id);
  return <Loaded query={query}>{(page) => <Organisation key={page.id} page={page} />}</Loaded>;
}

function Organisation({ page }: { page: Page }) {
  const { t, locale } = useLanguage();
  const words = useHistoryWords();
  const may = useMay('directory.write') && page.mayChange;
  const [isEditing, setEditing] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const saved = () => {
    setEditing(false);
    setDone(t('phrase.saved'));
  };
  return (
    <div className="stack-l">
      <PageHead
        title={nameIn(locale, page.names)}
        kicker={t(`directory.ui.kind.${page.kind}`)}
        crumbs={[{ href: '/app/organisations', label: t('web.nav.organisations') }]}
        actions={
          <>
            {page.isDemo && <DemoBadge label={t('directory.ui.demo')} />}
            {may && !isEditing && <Button onClick={() => setEditing(true)}>{t('action.edit')}</Button>}
          </>
        }
      />
      <Toast message={done} />
      {isEditing && <Edit page={page} saved={saved} close={() => setEditing(false)} />}
      <Particulars page={page} />
      <MergedRecords subject="organisations" merged={page.merged} />
      <Duplicates subject="organisations" of={page.id} />
      <Posts posts={page.posts} by="person" people={page.people} organisations={page.organisations} />
      <Seats seats={page.partnerships} />
      <Why subject="organisation" id={page.id} />
      <History events={page.events} organisations={page.organisations} words={words} />
    </div>
  );
}

function Particulars({ page }: { page: Page }) {
  const { t } = useLanguage();
  return (
    <div className="cols half">
      <Card level={2} title={t('directory.ui.particulars')}>
        <KeyValue facts={useFacts(page)} />
      </Card>
      <Card level={2} title={t('directory.ui.names')}>
        <NamesList names={page.names} aliases={page.aliases} />
      </Card>
    </div>
  );
}

function Edit({ page, saved, close }: { page: Page; saved: () => void; close: () => void }) {
  const { t } = useLanguage();
  const typed = organisationTyped(page);
  // What the form began with is kept beside what is typed, also over a closed tab.
  const draft = useDraft(`organisation.${page.id}`, { ...typed, began: organisationOf(typed) });
  const sending = useSend(directoryApi.changeOrganisation.call, () => {
    draft.clear();
    saved();
  });
  return (
    <OrganisationForm
      title={t('directory.ui.edit')}
      draft={draft}
      sending={sending}
      at="/change"
      send={(fields) =>
        sending.send({ id: page.id, version: page.version, change: changedOf(draft.values.began, fields) })
      }
      close={close}
      itself={page.id}
    />
  );
}

/** Kind, place, identifiers, whole and parts: what is known, one a line. */
function useFacts({ country, place, placeKey, identifiers, website, parent, parts, organisations }: Page): Fact[] {
  const { t, locale } = useLanguage();
  const link = (id: string) => {
    const found = organisations.find((each) => each.id === id);
    return (
      <a key={id} href={`/app/organisations/${id}`}>
        {found ? nameIn(locale, found.names) : id}
      </a>
    );
  };
  const facts: (Fact | false)[] = [
    { label: t('directory.ui.country'), value: countryName(locale, country) },
    placeKey !== null && { label: t('directory.ui.place'), value: <ThenAndNow place={placeKey} /> },
    place !== null && { label: t('directory.ui.place_written'), value: place },
    ...identifierSchemes.map((scheme): Fact | false => {
      const value = identifiers[scheme];
      if (value === undefined) return false;
      const address = identifierAddress(scheme, value);
      return {
        label: t(`directory.ui.identifier.${scheme}`),
        value: address === null ? value : <a href={address}>{value}</a>,
      };
    }),
    website !== null && { label: t('directory.ui.website'), value: <a href={website}>{website}</a> },
    parent !== null && { label: t('directory.ui.parent'), value: link(parent) },
    parts.length > 0 && {
      label: t('directory.ui.parts'),
      value: (
        <ul className="plain">
          {parts.map((id) => (
            <li key={id}>{link(id)}</li>
          ))}
        </ul>
      ),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

/** Each name in its own language and script, and other ways to write it. */
export function NamesList({ names, aliases }: Pick<Page, 'names' | 'aliases'>) {
  const { t, locale } = useLanguage();
  const shown = nameShown(locale, names)?.tag;
  const name = (tag: NameTag) => {
    const { ownName, tag: lang, dir } = nameTagFacts(tag);
    return { label: ownName, value: <span {...{ lang, dir }}>{names[tag]}</span> };
  };
  const tags = nameTags.filter((tag) => names[tag] !== undefined);
  return (
    <>
      <KeyValue facts={[...tags.filter((tag) => tag === shown), ...tags.filter((tag) => tag !== shown)].map(name)} />
      {aliases.length > 0 && (
        <Note>
          {t('directory.ui.aliases')}: {aliases.join(' · ')}
        </Note>
      )}
    </>
  );
}

function Seats({ seats }: { seats: Page['partnerships'] }) {
  const { t, locale } = useLanguage();
  if (seats.length === 0) return null;
  return (
    <Card level={2} title={t('web.nav.partnerships')}>
      <ul className="plain stack-s">
        {seats.map(({ id, slug, names, side, role, isDemo }) => (
          <li key={id}>
            <a href={`/app/partnerships/${slug}`}>{nameIn(locale, names)}</a>{' '}
            <span className="quiet">
              {nameIn(locale, side)}
              {role !== 'both' && ` · ${t(`directory.ui.role.${role}`)}`}
            </span>{' '}
            {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
