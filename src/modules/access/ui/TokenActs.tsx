import { useState } from 'react';
import { Button, SelectField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { accessApi, type Token } from './client.ts';

type Props = { token: Token; told: (secret: string) => void };
const overlaps = [0, 1, 24, 168] as const;

/** Gives a token a new secret, or ends it. */
export function TokenActs({ token, told }: Props) {
  const { t } = useLanguage();
  const [isRotating, setRotating] = useState(false);
  const end = useSend(accessApi.revokeToken.call);
  return (
    <div className="stack-s">
      {isRotating ? (
        <Rotate token={token} told={told} close={() => setRotating(false)} />
      ) : (
        <div className="row">
          <Button small onClick={() => setRotating(true)}>
            {t('access.ui.token.rotate')}
          </Button>
          <Button small tone="danger" unavailable={end.isSending} onClick={() => end.send({ id: token.id })}>
            {t('access.ui.token.revoke')}
          </Button>
        </div>
      )}
      <ErrorNote error={end.error} />
    </div>
  );
}

function Rotate({ token: { id }, told, close }: Props & { close: () => void }) {
  const { t } = useLanguage();
  const [hours, setHours] = useState(24);
  const { send, isSending, error } = useSend(accessApi.rotateToken.call, ({ secret }) => {
    close();
    told(secret);
  });
  return (
    <div className="stack-s">
      <SelectField
        id={`overlap-${id}`}
        label={t('access.ui.token.overlap')}
        value={hours}
        onChange={({ target }) => setHours(Number(target.value))}
        options={overlaps.map((value) => ({
          value: String(value),
          label: t('access.ui.token.hours', { count: value }),
        }))}
      />
      <ErrorNote error={error} />
      <div className="row">
        <Button small tone="primary" unavailable={isSending} onClick={() => send({ id, overlapHours: hours })}>
          {t('access.ui.token.rotate')}
        </Button>
        <Button small onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
