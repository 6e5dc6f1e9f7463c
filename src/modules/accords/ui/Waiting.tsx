import { Button, Card, DemoBadge, EmptyState, LinkButton } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from './client.ts';
import type { Today } from './types.ts';
import { useWords } from './useWords.ts';

/** What nobody but this organisation can do: confirm what was done, review what was read. */
export function Waiting({ today: { toConfirm, toReview, organisations, partnerships } }: { today: Today }) {
  const { t } = useWords();
  const count = toConfirm.length + toReview.length;
  return (
    <Card level={2} title={t('accords.ui.today.waiting')} aside={<span className="quiet">{count || ''}</span>}>
      {count === 0 ? (
        <EmptyState
          title={t('accords.ui.today.nothing_waits')}
          text={t('accords.ui.today.nothing_waits_text')}
          action={<LinkButton href="/app/documents">{t('accords.ui.today.take_in')}</LinkButton>}
        />
      ) : (
        <ul className="work">
          {toConfirm.map((item) => (
            <ToConfirm key={`${item.delivery.id} ${item.as}`} item={item} organisations={organisations} />
          ))}
          {toReview.map((item) => (
            <ToReview key={item.document} item={item} partnerships={partnerships} />
          ))}
        </ul>
      )}
    </Card>
  );
}

type ToConfirmProps = { item: Today['toConfirm'][number]; organisations: Today['organisations'] };

function ToConfirm({ item: { delivery, commitment, as }, organisations }: ToConfirmProps) {
  const { t, text, amount, counted, names } = useWords();
  const mayConfirm = useMay('accords.confirm');
  const { send, isSending, error } = useSend(accordsApi.confirmDelivery.call);
  const href = `/app/commitments/${commitment.id}#delivery-${delivery.id}`;
  const isAct = commitment.kind === 'act' && commitment.target === null;
  const what = isAct ? text(commitment.title).text : counted(amount(delivery.amount, delivery.comparator), commitment);
  const other = names(as === 'giver' ? commitment.creditors : commitment.debtors, organisations);
  return (
    <li>
      <div>
        <h3>
          <a href={href}>{t('accords.ui.today.confirm', { what })}</a>
        </h3>
        <p>
          {text(commitment.title).text} · {t(`accords.ui.today.as_${as}`, { other })}{' '}
          {delivery.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
        </p>
        <ErrorNote error={error} />
      </div>
      <div className="row">
        {mayConfirm ? (
          <Button small unavailable={isSending} onClick={() => send({ id: delivery.id, as })}>
            {t('action.confirm')}
          </Button>
        ) : (
          <LinkButton small href={href}>
            {t('accords.ui.open')}
          </LinkButton>
        )}
      </div>
    </li>
  );
}

type ToReviewProps = { item: Today['toReview'][number]; partnerships: Today['partnerships'] };

function ToReview({ item: { document, title, partnership, drafts, decided }, partnerships }: ToReviewProps) {
  const { t, locale } = useWords();
  const href = `/app/documents/${document}`;
  const within = partnerships.find(({ id }) => id === partnership);
  const isBegun = decided > 0;
  return (
    <li>
      <div>
        <h3>
          <a href={href}>{t('accords.ui.today.review', { title })}</a>
        </h3>
        <p>
          {within && `${within.names[locale] ?? within.slug} · `}
          {isBegun
            ? t('accords.ui.today.reviewed', { decided, all: decided + drafts })
            : t('accords.ui.today.drafts', { drafts })}
        </p>
      </div>
      <div className="row">
        <LinkButton small href={href}>
          {t(isBegun ? 'accords.ui.today.go_on' : 'accords.ui.open')}
        </LinkButton>
      </div>
    </li>
  );
}
