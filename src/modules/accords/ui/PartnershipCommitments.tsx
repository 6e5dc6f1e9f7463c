import { useQuery } from '@tanstack/react-query';
import { EmptyState, LinkButton } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { accordsApi } from './client.ts';
import { CommitmentRow } from './CommitmentRow.tsx';
import { addressOf } from './listing.ts';
import { useWords } from './useWords.ts';

const rowsShown = 50;

/** The commitments of one partnership; the whole list, with its filters, is a page of its own. */
export function PartnershipCommitments({ slug }: { slug: string }) {
  const { t } = useWords();
  const query = useQuery(accordsApi.commitments.queryOptions({ input: { partnership: slug, limit: rowsShown } }));
  return (
    <section className="stack" aria-labelledby="partnership-commitments">
      <div className="row between">
        <h2 id="partnership-commitments">{t('web.nav.commitments')}</h2>
        <LinkButton href={addressOf({ partnership: slug })}>{t('accords.ui.partnership.filter')}</LinkButton>
      </div>
      <Loaded query={query}>
        {({ items, organisations }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('accords.ui.list.none')}
              text={t('accords.ui.list.none_text')}
              action={
                <LinkButton href={`/app/documents?partnership=${slug}`}>{t('accords.ui.today.take_in')}</LinkButton>
              }
            />
          ) : (
            <div className="card">
              {items.map((row) => (
                <CommitmentRow key={row.id} row={row} organisations={organisations} />
              ))}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
