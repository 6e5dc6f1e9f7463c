import { Badge, Button, Card } from '../../../design/index.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { type AccountRecord, accountApi } from './client.ts';

type Session = AccountRecord['sessions'][number];

/** Where this person is signed in now. */
export function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const t = useT();
  const others = useSend(accountApi.endOtherSessions.call);
  return (
    <Card level={2} title={t('account.sessions.title')}>
      <p>{t('account.sessions.text')}</p>
      <ErrorNote error={others.error} />
      <ul className="plain stack">
        {sessions.map((session) => (
          <li key={session.id}>
            <One session={session} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <Button tone="danger" unavailable={others.isSending} onClick={() => others.send(undefined)}>
            {t('account.sessions.end_others')}
          </Button>
        </p>
      )}
      <p className="hint">{t('web.history.clock')}</p>
    </Card>
  );
}

function One({ session: { id, isThis, device, network, since, usedAt } }: { session: Session }) {
  const { t, formats } = useLanguage();
  const { send, isSending, error } = useSend(accountApi.endSession.call);
  const known = [device.browser, device.system].filter((it) => it !== null);
  const shown = known.length > 0 ? known.join(' · ') : t('account.sessions.unknown_device');
  const at = (instant: string) => formats.moment(new Date(instant), 'Asia/Almaty');
  return (
    <div className="stack-s">
      <p>
        <b>{shown}</b> {isThis && <Badge>{t('account.sessions.this')}</Badge>}
      </p>
      <p className="hint">
        {t('account.sessions.since', { since: at(since), used: at(usedAt) })}
        {network !== null && ` · ${t('account.sessions.network', { network })}`}
      </p>
      <ErrorNote error={error} />
      {!isThis && (
        <p>
          <Button
            small
            unavailable={isSending}
            onClick={() => send({ id })}
            aria-label={t('account.sessions.end_one', { device: shown })}
          >
            {t('account.sessions.end')}
          </Button>
        </p>
      )}
    </div>
  );
}
