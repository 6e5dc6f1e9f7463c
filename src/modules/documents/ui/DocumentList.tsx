import type { InferContractRouterOutputs } from '@orpc/contract';
import { Badge, DemoBadge, EmptyState, LinkButton, StatusChip } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import type { documentsContract } from '../contract.ts';
import type { Listed } from './client.ts';
import type { Partnerships } from './Intake.tsx';
import { tagOf } from './languageName.ts';
import { addressOf, type Listing, withPage } from './listing.ts';
import { titleText } from './titles.ts';

type Answers = InferContractRouterOutputs<typeof documentsContract>;
export type Counts = Answers['documentCounts'];
type Props = {
  found: Answers['documents'];
  /** Asked apart: the list does not wait for them. */
  counts: Counts | undefined;
  listing: Listing;
  partnerships: Partnerships;
  mayWrite: boolean;
};

/** What the own side took in, with what is left to review; several documents of one release say so. */
export function DocumentList({ found, counts, listing, partnerships, mayWrite }: Props) {
  const { t } = useLanguage();
  const { items, page, hasNext } = found;
  if (items.length === 0) return <NothingFound {...{ listing, mayWrite }} />;
  return (
    <section className="stack" aria-label={t('documents.ui.list.title')}>
      <output className="quiet">
        {counts && t('documents.ui.list.count', { count: counts.total, releases: counts.releases })}
      </output>
      <ul className="work">
        {items.map((item) => (
          <Item key={item.id} item={item} partnerships={partnerships} />
        ))}
      </ul>
      {(page > 1 || hasNext) && (
        <nav className="row" aria-label={t('documents.ui.list.title')}>
          {page > 1 && <LinkButton href={addressOf(atPage(listing, page - 1))}>{t('action.previous')}</LinkButton>}
          <span>{t('documents.ui.list.page', { page })}</span>
          {hasNext && <LinkButton href={addressOf(atPage(listing, page + 1))}>{t('action.next')}</LinkButton>}
        </nav>
      )}
    </section>
  );
}

/** The first page is the list itself. */
const atPage = (listing: Listing, page: number): Listing => withPage(listing, page > 1 ? page : null);

function NothingFound({ listing, mayWrite }: Pick<Props, 'listing' | 'mayWrite'>) {
  const { t } = useLanguage();
  const isFiltered = Object.keys(listing).length > 0;
  const text = isFiltered
    ? 'documents.ui.list.no_match'
    : mayWrite
      ? 'documents.ui.list.empty_text'
      : 'documents.ui.list.empty_viewer';
  const action = isFiltered && <LinkButton href="/app/documents">{t('documents.ui.list.all')}</LinkButton>;
  return (
    <EmptyState
      level={2}
      title={t(isFiltered ? 'phrase.no_results' : 'documents.ui.list.empty')}
      text={t(text)}
      action={action || undefined}
    />
  );
}

function Item({ item, partnerships }: { item: Listed; partnerships: Partnerships }) {
  const { t, locale, formats } = useLanguage();
  const { id, publisher, publishedOn, takenInAt, drafts, accepted, rejected, others } = item;
  const names = partnerships.find((each) => each.id === item.partnership)?.names;
  const facts = [
    names && nameIn(locale, names),
    publisher,
    publishedOn && t('documents.ui.published', { on: formats.edtf(publishedOn) }),
    t('documents.ui.taken_in', { on: formats.moment(new Date(takenInAt), 'Asia/Almaty', 'medium') }),
  ].filter(Boolean);
  const decided = accepted + rejected;
  return (
    <li>
      <div>
        <Title item={item} />
        <p>{facts.join(' · ')}</p>
        {others.length > 0 && (
          <p className="quiet">
            {t('documents.ui.list.also', { names: others.map((other) => other.publisher ?? other.title).join(', ') })}
          </p>
        )}
        <p className="row small">
          {drafts > 0 && <Badge tone="sky">{t('documents.ui.list.drafts', { drafts })}</Badge>}
          {accepted > 0 && <StatusChip status="kept" label={t('documents.ui.list.accepted', { accepted })} />}
          {rejected > 0 && <Badge tone="line">{t('documents.ui.list.rejected', { rejected })}</Badge>}
        </p>
      </div>
      <LinkButton href={`/app/documents/${id}`} tone={drafts > 0 ? 'primary' : 'plain'}>
        {t(drafts === 0 ? 'accords.ui.open' : decided > 0 ? 'accords.ui.today.go_on' : 'documents.ui.upload.review')}
      </LinkButton>
    </li>
  );
}

/** In the reader's language where there is a version in it; a machine's says so. */
function Title({ item }: { item: Listed }) {
  const { t, locale } = useLanguage();
  const { text, language, by } = textIn(locale, titleText(item));
  return (
    <h3>
      <a href={`/app/documents/${item.id}`} lang={tagOf(item.language) ? language : undefined}>
        {text}
      </a>{' '}
      {by === 'machine' && <Badge tone="sun">{t('phrase.by_machine')}</Badge>}{' '}
      {item.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
    </h3>
  );
}
