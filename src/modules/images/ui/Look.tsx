import { useState } from 'react';
import { Button, Card } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { imagesContract } from '../contract.ts';
import type { Slice, StudyPage } from '../schemas.ts';
import { imagesApi } from './client.ts';
import { Picture } from './Picture.tsx';

/** Slices into which names may be drawn: nobody else sees them until a person has looked at each and found none. */
export function Look({ study }: { study: StudyPage }) {
  const { t } = useLanguage();
  const mayLook = useCan(imagesContract.lookedAt);
  const { send, isSending, error } = useSend(imagesApi.lookedAt.call);
  const [at, setAt] = useState(0);
  const waiting = study.series.flatMap(({ slices }) => slices.filter(isWaiting));
  const slice = waiting[Math.min(at, waiting.length - 1)];
  if (!mayLook || !slice) return null;
  const say = (found: 'clean' | 'names') => send({ id: study.id, slices: [slice.id], found });
  const label = t('images.ui.look.slice', { number: waiting.indexOf(slice) + 1, count: waiting.length });
  return (
    <Card level={3} title={t('images.ui.look', { count: waiting.length })}>
      <div className="stack-s">
        <p>{t('images.ui.look.text')}</p>
        <p className="quiet">
          {label} · {slice.suspicions.map((each) => t(`images.ui.suspicion.${each}`)).join(' · ')}
        </p>
        <Picture slice={slice.id} label={label} />
        <ErrorNote error={error} />
        <p className="row">
          <Button unavailable={isSending} onClick={() => say('clean')}>
            {t('images.ui.look.clean')}
          </Button>
          <Button tone="danger" unavailable={isSending} onClick={() => say('names')}>
            {t('images.ui.look.names')}
          </Button>
          <Button tone="quiet" unavailable={waiting.length < 2} onClick={() => setAt((at + 1) % waiting.length)}>
            {t('images.ui.look.next')}
          </Button>
        </p>
      </div>
    </Card>
  );
}

const isWaiting = ({ suspicions, found }: Slice): boolean => suspicions.length > 0 && found === null;
