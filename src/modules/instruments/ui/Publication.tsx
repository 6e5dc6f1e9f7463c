import { useQuery } from '@tanstack/react-query';
import { Action, LifecycleBar } from '../../../design/index.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { instrumentsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

const visibilities = ['own_side', 'partnership', 'public'] as const;

/** Who sees the instrument, who may see it next, and who decides. What was shown is never hidden again. */
export function Publication({ instrument, reload }: ViewProps) {
  const { t, locale } = useWords();
  const { visibility, isOwn } = instrument;
  const mayPublish = useMay('instruments.publish') && isOwn && visibility !== 'public';
  return (
    <section className="card stack">
      <h2 className="minor">{t('instruments.ui.publication')}</h2>
      <LifecycleBar
        label={t('instruments.ui.publication')}
        steps={visibilities.map((key) => ({ key, label: t(`instruments.ui.visibility.${key}`) }))}
        current={visibility}
        sentence={t(`instruments.ui.publication.${isOwn ? visibility : 'theirs'}`)}
      />
      {mayPublish && <Widening instrument={instrument} reload={reload} />}
      {visibility === 'public' && (
        <p>
          <a href={`/${locale}/instruments/${instrument.id}`}>{t('instruments.ui.publication.page')}</a>
        </p>
      )}
    </section>
  );
}

function Widening({ instrument: { id, version, visibility, partnership }, reload }: ViewProps) {
  const { t } = useWords();
  const { data } = useQuery(directoryApi.partnership.queryOptions({ input: { slug: partnership.slug } }));
  const { send, isSending, error } = useSend(instrumentsApi.publishInstrument.call);
  const isClosed = data !== undefined && data.visibility !== 'public';
  return (
    <div className="stack">
      {visibility === 'own_side' && (
        <Action
          id="to-partnership"
          unavailable={isSending}
          onClick={() => send({ id, version, visibility: 'partnership' })}
          effect={t('instruments.ui.publication.to_partnership_effect')}
        >
          {t('instruments.ui.publication.to_partnership')}
        </Action>
      )}
      <Action
        id="to-public"
        unavailable={isSending || data?.visibility !== 'public'}
        onClick={() => send({ id, version, visibility: 'public' })}
        effect={t(`instruments.ui.publication.${isClosed ? 'closed' : 'to_public_effect'}`)}
      >
        {t('instruments.ui.publication.to_public')}
      </Action>
      <ErrorNote error={error} reload={reload} />
    </div>
  );
}
