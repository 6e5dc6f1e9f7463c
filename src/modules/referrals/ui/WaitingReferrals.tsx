import { useQuery } from '@tanstack/react-query';
import { Badge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { dayOf } from '../../../platform/time/calendar.ts';
import { useMay } from '../../../web/kit/session.ts';
import { referralsApi } from './client.ts';

const atOnce = 5;

/** For the start page, whose first load it must not make heavier: it says shell texts alone. Referrals in which it is our turn. */
export function WaitingReferrals() {
  const may = useMay('referrals.read');
  const { data } = useQuery({
    ...referralsApi.referrals.queryOptions({ input: { turn: 'ours', limit: atOnce } }),
    enabled: may,
  });
  return (
    <>
      {may && <PatientsWrote />}
      {data && data.items.length > 0 && <Ours items={data.items} hasMore={data.next !== null} />}
    </>
  );
}

/** What patients wrote on their pages and nobody has opened yet: how much, never what. */
function PatientsWrote() {
  const { t } = useLanguage();
  const { data } = useQuery(referralsApi.referralCounts.queryOptions());
  if (!data || data.unread.length === 0) return null;
  return (
    <section className="stack-s">
      <h2 className="minor">{t('web.referrals.wrote')}</h2>
      <ul className="plain stack-s">
        {data.unread.map(({ id, number, count }) => (
          <li key={id}>
            <a href={`/app/referrals/${id}`}>{t('web.referrals.unread', { number, count })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type OursProps = {
  items: readonly { id: string; number: string; dueAt: string | null; isLate: boolean }[];
  hasMore: boolean;
};

function Ours({ items, hasMore }: OursProps) {
  const { t, formats } = useLanguage();
  return (
    <section className="stack-s">
      <h2 className="minor">{t('web.referrals.waiting')}</h2>
      <ul className="plain stack-s">
        {items.map(({ id, number, dueAt, isLate }) => (
          <li key={id}>
            <a href={`/app/referrals/${id}`}>{number}</a>{' '}
            {dueAt !== null && (
              <span className="quiet">
                {t('web.referrals.by', { day: formats.edtf(dayOf(new Date(dueAt), 'Asia/Almaty'), 'medium') })}
              </span>
            )}{' '}
            {isLate && <Badge tone="clay">{t('web.referrals.late')}</Badge>}
          </li>
        ))}
      </ul>
      {hasMore && (
        <p>
          <a href="/app/referrals?turn=ours">{t('web.referrals.all')}</a>
        </p>
      )}
    </section>
  );
}
