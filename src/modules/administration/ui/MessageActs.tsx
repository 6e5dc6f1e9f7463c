import { useState } from 'react';
import { Button, KeyValue } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { administrationApi, type MessageRow } from './client.ts';

type Opened = { to: string; subject: string | null; text: string };

/** What may be done with a message now: exactly what the server would allow. `name` says which, for who cannot see the row. */
export function MessageActs({ message: { id, acts }, name }: { message: MessageRow; name: string }) {
  const t = useT();
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useSend(administrationApi.openMessage.call, setOpened);
  const resend = useSend(administrationApi.resendMessage.call);
  const cancel = useSend(administrationApi.cancelMessage.call);
  const isBusy = open.isSending || resend.isSending || cancel.isSending;
  const sends = { open: open.send, resend: resend.send, cancel: cancel.send };
  if (opened) return <Letter opened={opened} close={() => setOpened(null)} />;
  return (
    <div className="stack-s">
      <div className="row">
        {acts.map((act) => (
          <Button
            key={act}
            small
            tone={act === 'cancel' ? 'danger' : 'plain'}
            unavailable={isBusy}
            onClick={() => sends[act]({ id })}
            aria-label={`${t(`administration.ui.act.${act}`)}: ${name}`}
          >
            {t(`administration.ui.act.${act}`)}
          </Button>
        ))}
      </div>
      {acts.includes('open') && <p className="hint">{t('administration.ui.message.open_effect')}</p>}
      <ErrorNote error={open.error ?? resend.error ?? cancel.error} />
    </div>
  );
}

function Letter({ opened: { to, subject, text }, close }: { opened: Opened; close: () => void }) {
  const t = useT();
  return (
    <section className="stack-s" aria-label={t('administration.ui.message.opened')}>
      <KeyValue
        facts={[
          { label: t('administration.ui.message.to'), value: to },
          ...(subject === null ? [] : [{ label: t('administration.ui.message.subject'), value: subject }]),
        ]}
      />
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</p>
      <p>
        <Button small onClick={close}>
          {t('administration.ui.act.close')}
        </Button>
      </p>
    </section>
  );
}
