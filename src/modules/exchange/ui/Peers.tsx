import { type FormEvent, useState } from 'react';
import { Button, EmptyState, StatusChip, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { exchangeApi, type Peer, zone } from './client.ts';
import { Organisations } from './Organisations.tsx';
import { failureIn, shapeOfHealth } from './words.ts';

/** Each installation that this one exchanges with: whether it answers, who lives there, and with what we come. */
export function Peers({ peers }: { peers: readonly Peer[] }) {
  const { t } = useLanguage();
  return (
    <section className="stack">
      <h2>{t('exchange.ui.peers')}</h2>
      {peers.length === 0 && <EmptyState title={t('exchange.ui.peers_none')} text={t('exchange.ui.lead')} />}
      {peers.map((peer) => (
        <article key={peer.id} className="card stack" aria-label={peer.name}>
          <Head peer={peer} />
          <Organisations peer={peer} side="theirs" />
          <Organisations peer={peer} side="ours" />
        </article>
      ))}
    </section>
  );
}

function Head({ peer }: { peer: Peer }) {
  const { t, formats } = useLanguage();
  const [isChanging, setChanging] = useState(false);
  const test = useSend(exchangeApi.testPeer.call);
  const { id, name, address, health, failure, answeredAt, waitsUntil, isTesting, waiting, dead } = peer;
  const when = (at: string) => formats.moment(new Date(at), zone);
  const facts = [
    answeredAt && t('exchange.ui.answered', { when: when(answeredAt) }),
    waitsUntil && t('exchange.ui.again', { when: when(waitsUntil) }),
    t('exchange.ui.counts', { waiting: formats.number(waiting), dead: formats.number(dead) }),
  ];
  return (
    <>
      <div className="row">
        <h3>{name}</h3>
        <StatusChip status={shapeOfHealth[health]} label={t(`exchange.health.${health}`)} />
      </div>
      <p style={{ overflowWrap: 'anywhere' }}>{address}</p>
      {failure !== null && health === 'unreachable' && <p>{failureIn(t, failure)}</p>}
      <p className="src">{facts.filter(Boolean).join(' · ')}</p>
      <div className="row">
        <Button
          small
          unavailable={test.isSending || isTesting}
          onClick={() => test.send({ id })}
          aria-label={`${t('exchange.ui.test')}: ${name}`}
        >
          {t('exchange.ui.test')}
        </Button>
        <Button small onClick={() => setChanging(!isChanging)} aria-label={`${t('exchange.ui.change')}: ${name}`}>
          {t('exchange.ui.change')}
        </Button>
      </div>
      {isTesting && <p className="quiet">{t('exchange.ui.testing')}</p>}
      <ErrorNote error={test.error} />
      {isChanging && <ChangePeer peer={peer} close={() => setChanging(false)} />}
    </>
  );
}

type Said = { name: string; address: string };
type FieldsProps = { prefix: string; values: Said; set: (changed: Partial<Said>) => void };

function Fields({ prefix, values, set }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <>
      <TextField
        id={`${prefix}-name`}
        label={t('exchange.ui.name')}
        required
        maxLength={200}
        value={values.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <TextField
        id={`${prefix}-address`}
        label={t('exchange.ui.address')}
        hint={t('exchange.ui.address_hint')}
        type="url"
        required
        maxLength={280}
        value={values.address}
        onChange={({ target }) => set({ address: target.value })}
      />
    </>
  );
}

function ChangePeer({ peer: { id, version, name, address }, close }: { peer: Peer; close: () => void }) {
  const { t } = useLanguage();
  const [values, setValues] = useState<Said>({ name, address });
  const { send, isSending, error } = useSend(exchangeApi.changePeer.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, ...values });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={`${t('exchange.ui.change')}: ${name}`}>
      <Fields prefix={`peer-${id}`} values={values} set={(changed) => setValues({ ...values, ...changed })} />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** Makes another installation known; who lives there and with what we come is said afterwards. */
export function AddPeer() {
  const { t } = useLanguage();
  const draft = useDraft('exchange.peer', { name: '', address: '' });
  const { send, isSending, error } = useSend(exchangeApi.addPeer.call, () => draft.clear());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(draft.values);
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('exchange.ui.add')}>
      <h2>{t('exchange.ui.add')}</h2>
      <Fields prefix="peer" values={draft.values} set={draft.set} />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('exchange.ui.add')}
        </Button>
      </p>
    </form>
  );
}
