import { useQuery } from '@tanstack/react-query';
import { Action, LifecycleBar } from '../../../design/index.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { visibilities } from './choices.ts';
import { accordsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** Who sees the commitment, who may see it next, and who decides. What was shown is never hidden again. */
export function Publication({ commitment, reload }: ViewProps) {
  const { t, locale } = useWords();
  const { visibility, isOwn } = commitment;
  const mayPublish = useMay('accords.publish');
  return (
    <section className="card stack">
      <h2 className="minor">{t('accords.ui.publication.title')}</h2>
      <LifecycleBar
        label={t('accords.ui.publication.title')}
        steps={visibilities.map((key) => ({ key, label: t(`accords.ui.publication.step.${key}`) }))}
        current={visibility}
        sentence={t(`accords.ui.publication.sentence.${isOwn ? visibility : 'theirs'}`)}
      />
      {isOwn && mayPublish && visibility !== 'public' && <Widening commitment={commitment} reload={reload} />}
      {isOwn && !mayPublish && visibility !== 'public' && (
        <p className="hint">{t('accords.ui.publication.coordinator')}</p>
      )}
      {visibility === 'public' && (
        <p>
          <a href={`/${locale}/commitments/${commitment.id}`}>{t('accords.ui.publication.public_page')}</a>
        </p>
      )}
    </section>
  );
}

function Widening({ commitment: { id, visibility, partnership, deliveries }, reload }: ViewProps) {
  const { t } = useWords();
  const { data } = useQuery(directoryApi.partnership.queryOptions({ input: { slug: partnership.slug } }));
  const { send, isSending, error } = useSend(accordsApi.publish.call);
  const isPartnershipPublic = data?.visibility === 'public';
  return (
    <div className="stack">
      {visibility === 'own_side' && (
        <Action
          id="to-partnership"
          unavailable={isSending}
          onClick={() => send({ commitments: [id], visibility: 'partnership' })}
          effect={t('accords.ui.publication.to_partnership_effect')}
        >
          {t('accords.ui.publication.to_partnership')}
        </Action>
      )}
      <Action
        id="to-public"
        // One thing to do first on a page: what waits for this side comes before showing it to others.
        tone={deliveries.some(({ mayConfirmAs }) => mayConfirmAs.length > 0) ? 'plain' : 'primary'}
        unavailable={isSending || !isPartnershipPublic}
        onClick={() => send({ commitments: [id], visibility: 'public' })}
        effect={t(
          data && !isPartnershipPublic
            ? 'accords.ui.publication.partnership_closed'
            : 'accords.ui.publication.to_public_effect',
        )}
      >
        {t('accords.ui.publication.to_public')}
      </Action>
      <ErrorNote error={error} reload={reload} />
    </div>
  );
}
