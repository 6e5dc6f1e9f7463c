import { useQuery } from '@tanstack/react-query';
import { Note } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Act } from '../../referrals/transitions.ts';
import { exchangeApi, zone } from './client.ts';

/** On a referral's page: what the other installation does not know yet, since when. Nothing where all was delivered. */
export function Undelivered({ referral }: { referral: string }) {
  const { t, formats } = useLanguage();
  const { data = [] } = useQuery({
    ...exchangeApi.undelivered.queryOptions({ input: { id: referral } }),
    refetchInterval: 30_000,
  });
  const [first] = data;
  if (!first) return null;
  const acts = formats.list([...new Set(data.map(({ act }) => t(`referrals.did.${act as Act}`)))]);
  const isDead = data.some((each) => each.isDead);
  return (
    <Note tone={isDead ? 'stop' : 'warn'}>
      <p>
        <b>
          {t('exchange.words.undelivered', { peer: first.peer, since: formats.moment(new Date(first.since), zone) })}
        </b>
      </p>
      <p>{t(isDead ? 'exchange.words.dead_text' : 'exchange.words.undelivered_text', { acts })}</p>
    </Note>
  );
}
