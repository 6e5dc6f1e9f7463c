import { useState } from 'react';
import { Action, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { Dialog } from './Dialog.tsx';
import type { Partnership } from './partnership.ts';
import type { ClaimWords } from './useClaimWords.ts';

type Props = { document: string; partnership: Partnership; words: ClaimWords; close: () => void };
type Shown = { commitments: number; deliveries: number; capacities: number };

/** Shows all that rests on the accepted claims of a document to the other sides, or to everybody. */
export function PublishDialog({ document, partnership, words: { t }, close }: Props) {
  const [shown, setShown] = useState<Shown | null>(null);
  const { send, isSending, error } = useSend(accordsApi.publish.call, setShown);
  const isOpen = partnership.visibility === 'public';
  return (
    <Dialog title={t('documents.ui.publish.title')} close={close}>
      <p>{t('documents.ui.publish.text')}</p>
      <Action
        id="publish-public"
        tone="primary"
        unavailable={isSending || !isOpen}
        onClick={() => send({ document, visibility: 'public' })}
        effect={t(isOpen ? 'accords.ui.publication.to_public_effect' : 'accords.ui.publication.partnership_closed')}
      >
        {t('accords.ui.publication.to_public')}
      </Action>
      <Action
        id="publish-partnership"
        unavailable={isSending}
        onClick={() => send({ document, visibility: 'partnership' })}
        effect={t('accords.ui.publication.to_partnership_effect')}
      >
        {t('accords.ui.publication.to_partnership')}
      </Action>
      <ErrorNote error={error} />
      <output>
        {shown && (
          <Note>
            {t('documents.ui.publish.done', {
              commitments: shown.commitments,
              deliveries: shown.deliveries,
              capacities: shown.capacities,
            })}
          </Note>
        )}
      </output>
    </Dialog>
  );
}
