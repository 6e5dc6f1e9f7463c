import { useRouter } from '@tanstack/react-router';
import { Action } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { instrumentsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** Out of the lists, for one that was recorded by mistake and that nobody else has seen. */
export function Retraction({ instrument: { id, version }, reload }: ViewProps) {
  const { t } = useWords();
  const router = useRouter();
  const { send, isSending, error } = useSend(instrumentsApi.retractInstrument.call, () =>
    router.history.push('/app/instruments'),
  );
  return (
    <section className="card stack">
      <ErrorNote error={error} reload={reload} />
      <Action
        id="retract"
        tone="danger"
        unavailable={isSending}
        onClick={() => send({ id, version })}
        effect={t('instruments.ui.retract_effect')}
      >
        {t('instruments.ui.retract')}
      </Action>
    </section>
  );
}
