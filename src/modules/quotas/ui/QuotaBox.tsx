import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { quotasApi } from './client.ts';
import { Seats } from './Seats.tsx';

type Props = {
  quota: string;
  /** 1 where the next act takes a seat. */
  taking?: number;
};

/** Beside what is decided: the quota that it is decided against, and what the decision leaves. */
export function QuotaBox({ quota, taking = 0 }: Props) {
  const { t } = useLanguage();
  const query = useQuery(quotasApi.quota.queryOptions({ input: { id: quota } }));
  return (
    <Loaded query={query}>
      {(found) => (
        <section className="card stack">
          <h2 className="minor">
            {found.currency === null
              ? t('quotas.box.seats', { year: String(found.year) })
              : t('quotas.box.money', { year: String(found.year), currency: found.currency })}
          </h2>
          <Seats quota={found} taking={found.unit === 'seat' ? taking : 0} />
          <p>
            <a href={`/app/quotas/${found.id}`}>{t('quotas.box.all')}</a>
          </p>
        </section>
      )}
    </Loaded>
  );
}
