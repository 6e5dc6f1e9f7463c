import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Card, DemoBadge, EmptyState, LinkButton, Note, Pager, runsOf } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { addressOf, type Asked, askedOf, placeOf } from './asked.ts';
import { type Found, type Group, type Item, searchApi } from './client.ts';

/** /app/search: what was found, by kind. */
export function SearchPage() {
  const { t, locale } = useLanguage();
  const asked = askedOf(useSearch({ strict: false }));
  const query = useQuery({
    ...searchApi.search.queryOptions({ input: { ...asked, locale } }),
    enabled: asked.q !== '',
  });
  if (asked.q === '') {
    return (
      <>
        <PageHead title={t('search.ui.field')} />
        <EmptyState level={2} title={t('search.ui.empty')} text={t('search.ui.empty_text')} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t('search.ui.title', { words: asked.q })} />
      <Loaded query={query}>{(found) => <Results found={found} asked={asked} />}</Loaded>
    </>
  );
}

function Results({ found, asked }: { found: Found; asked: Asked }) {
  const { t } = useLanguage();
  if (found.groups.length === 0)
    return <EmptyState level={2} title={t('phrase.no_results')} text={t('search.ui.none_text')} />;
  return (
    <>
      {found.isSpelt && <Note>{t('search.ui.spelt')}</Note>}
      {asked.kind && (
        <p>
          <a href={addressOf({ q: asked.q })}>{t('search.ui.back')}</a>
        </p>
      )}
      {found.groups.map((group) => (
        <Kind key={group.kind} group={group} asked={asked} />
      ))}
    </>
  );
}

function Kind({ group, asked }: { group: Group; asked: Asked }) {
  const { t } = useLanguage();
  const { kind, items, count, isMore, next } = group;
  const { cursor, ...first } = asked;
  return (
    <Card level={2} title={t(`search.ui.kind.${kind}`)} aside={<span className="quiet">{count}</span>}>
      <ul className="plain stack-s">
        {items.map((item) => (
          <li key={item.id}>
            <Entry item={item} />
          </li>
        ))}
      </ul>
      {isMore && !asked.kind && (
        <p>
          <LinkButton small href={addressOf({ q: asked.q, kind })}>
            {t('search.ui.all')}
          </LinkButton>
        </p>
      )}
      {(next !== null || cursor !== undefined) && (
        <Pager
          label={t('search.ui.pages')}
          summary={t('phrase.results', { count })}
          previous={cursor === undefined ? undefined : { href: addressOf(first), label: t('action.previous') }}
          next={next === null ? undefined : { href: addressOf({ ...first, cursor: next }), label: t('action.next') }}
        />
      )}
    </Card>
  );
}

function Entry({ item }: { item: Item }) {
  const { t, locale } = useLanguage();
  const { title, snippet, partnership, isDemo } = item;
  return (
    <>
      <a href={placeOf(item)} lang={title.language}>
        <Marked {...title} />
      </a>{' '}
      {isDemo && <DemoBadge label={t('search.ui.demo')} />}
      {partnership && item.kind !== 'partnership' && <p className="hint">{nameIn(locale, partnership.names)}</p>}
      {snippet && (
        <p className="small">
          <Marked {...snippet} />
        </p>
      )}
    </>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly { start: number; end: number }[] }) {
  return runsOf(text, marks).map(({ start, text: run, marked }) => (marked ? <mark key={start}>{run}</mark> : run));
}
