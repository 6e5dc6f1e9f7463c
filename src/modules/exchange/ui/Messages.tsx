import { type FormEvent, useState } from 'react';
import { Button, StatusChip, Table, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import type { Act } from '../../referrals/transitions.ts';
import { exchangeApi, type Message, type Peer, zone } from './client.ts';
import { failureIn, shapeOfState } from './words.ts';

type Props = { id: string; title: string; messages: readonly Message[]; peers: readonly Peer[] };

/** What is to go to another installation: what, to whom, in whose name, why not, since when. */
export function Messages({ id, title, messages, peers }: Props) {
  const { t, formats, locale } = useLanguage();
  return (
    <Table
      id={id}
      caption={title}
      captionHidden
      columns={[
        { key: 'what', label: t('exchange.ui.what') },
        { key: 'to', label: t('exchange.ui.to') },
        { key: 'state', label: t('exchange.ui.state') },
        { key: 'since', label: t('exchange.ui.since') },
        { key: 'acts', label: t('exchange.ui.acts') },
      ]}
      rows={messages.map((message) => ({
        key: message.id,
        cells: [
          <div key="what" className="stack-s">
            <b>{whatIn(t, message)}</b>
            <p className="src">{nameIn(locale, message.organisation)}</p>
          </div>,
          peers.find((peer) => peer.id === message.peer)?.name ?? '',
          <State key="state" message={message} />,
          formats.moment(new Date(message.queuedAt), zone),
          <Acts key="acts" message={message} />,
        ],
      }))}
    />
  );
}

const whatIn = (t: ReturnType<typeof useLanguage>['t'], { act, referral }: Message): string =>
  `${referral.number} · ${t(`referrals.did.${act as Act}`)}`;

function State({ message: { state, failure, tries, nextTryAt, leftBecause } }: { message: Message }) {
  const { t, formats } = useLanguage();
  return (
    <div className="stack-s">
      <StatusChip status={shapeOfState[state]} label={t(`exchange.state.${state}`)} />
      {failure !== null && <p>{failureIn(t, failure)}</p>}
      {leftBecause !== null && <p className="src">{t('exchange.ui.left', { reason: leftBecause })}</p>}
      {tries > 0 && state !== 'delivered' && (
        <p className="src">
          {[
            t('exchange.ui.tries', { count: tries }),
            nextTryAt && t('exchange.ui.next', { when: formats.moment(new Date(nextTryAt), zone) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  );
}

/** What may be done about it: to try again, and what is not delivered can be left with a reason. */
function Acts({ message }: { message: Message }) {
  const { t } = useLanguage();
  const [isLeaving, setLeaving] = useState(false);
  const retry = useSend(exchangeApi.retryExchange.call);
  const { id, state } = message;
  const isWaiting = state === 'waiting' && message.tries > 0;
  if (state !== 'dead' && !isWaiting) return null;
  const name = whatIn(t, message);
  return (
    <div className="stack-s">
      <div className="row">
        <Button
          small
          unavailable={retry.isSending}
          onClick={() => retry.send({ id })}
          aria-label={`${t('exchange.ui.retry')}: ${name}`}
        >
          {t('exchange.ui.retry')}
        </Button>
        {state === 'dead' && !isLeaving && (
          <Button small onClick={() => setLeaving(true)} aria-label={`${t('exchange.ui.leave')}: ${name}`}>
            {t('exchange.ui.leave')}
          </Button>
        )}
      </div>
      <ErrorNote error={retry.error} />
      {isLeaving && <Leaving message={message} close={() => setLeaving(false)} />}
    </div>
  );
}

function Leaving({ message: { id }, close }: { message: Message; close: () => void }) {
  const { t } = useLanguage();
  const [because, setBecause] = useState('');
  const { send, isSending, error } = useSend(exchangeApi.leaveExchange.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, because });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('exchange.ui.leave')}>
      <TextField
        id={`leave-${id}`}
        label={t('exchange.ui.leave_reason')}
        hint={t('exchange.ui.leave_hint')}
        required
        minLength={3}
        maxLength={500}
        value={because}
        onChange={({ target }) => setBecause(target.value)}
      />
      <div className="row">
        <Button type="submit" small tone="danger" unavailable={isSending}>
          {t('exchange.ui.leave')}
        </Button>
        <Button small onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
      <ErrorNote error={error} typed />
    </form>
  );
}
