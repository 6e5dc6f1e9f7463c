import type { InferContractRouterOutputs } from '@orpc/contract';
import { Badge, DemoBadge, EmptyState, LinkButton, StatusChip } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/localised.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { documentsContract } from '../contract.ts';
import type { Listed } from './client.ts';
import type { Partnerships } from './Intake.tsx';
import { addressOf, type Listing } from './listing.ts';

type Found = InferContractRouterOutputs<typeof documentsContract>['documents'];
type Props = { found: Found; listing: Listing; partnerships: Partnerships; mayWrite: boolean };

/** What the own side took in, newest first, with what is left to review. */
export function DocumentList({ found, listing, partnerships, mayWrite }: Props) {
  const { t } = useLanguage();
  const { items, total, page, pages } = found;
  if (items.length === 0) {
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
  return (
    <section className="stack" aria-label={t('documents.ui.list.title')}>
      <output className="quiet">{t('documents.ui.list.count', { count: total })}</output>
      <ul className="work">
        {items.map((item) => (
          <Item key={item.id} item={item} partnerships={partnerships} />
        ))}
      </ul>
      {pages > 1 && (
        <nav className="row" aria-label={t('documents.ui.list.pages')}>
          {page > 1 && <LinkButton href={addressOf({ ...listing, page: page - 1 })}>{t('action.previous')}</LinkButton>}
          <span>{t('page.number', { page, pages })}</span>
          {page < pages && <LinkButton href={addressOf({ ...listing, page: page + 1 })}>{t('action.next')}</LinkButton>}
        </nav>
      )}
    </section>
  );
}

function Item({ item, partnerships }: { item: Listed; partnerships: Partnerships }) {
  const { t, locale, formats } = useLanguage();
  const { id, title, publisher, publishedOn, takenInAt, drafts, accepted, rejected, isDemo } = item;
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
        <h3>
          <a href={`/app/documents/${id}`}>{title}</a> {isDemo && <DemoBadge label={t('accords.ui.demo')} />}
        </h3>
        <p>{facts.join(' · ')}</p>
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
