import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { exchangeApi, type Peer, zone } from './client.ts';

type Side = 'theirs' | 'ours';
type Props = { peer: Peer; side: Side };

/** Organisations that live at a peer, or our own that come there with a token; each with what it is called there. */
export function Organisations({ peer, side }: Props) {
  const { t } = useLanguage();
  const rows = side === 'theirs' ? peer.organisations.map((each) => ({ ...each, changedAt: null })) : peer.tokens;
  return (
    <div className="stack-s">
      <h4>{t(`exchange.ui.${side}`)}</h4>
      <ul className="plain stack-s">
        {rows.map((row) => (
          <li key={row.organisation}>
            <Row peer={peer} side={side} row={row} />
          </li>
        ))}
      </ul>
      <details>
        <summary>{t(side === 'theirs' ? 'exchange.ui.place' : 'exchange.ui.keep_token')}</summary>
        <AddOrganisation peer={peer} side={side} />
      </details>
    </div>
  );
}

type RowOf = Peer['organisations'][number] & { changedAt: string | null };
function Row({ peer: { id }, side, row }: Props & { row: RowOf }) {
  const { t, formats, locale } = useLanguage();
  const place = useSend(exchangeApi.placeOrganisation.call);
  const keep = useSend(exchangeApi.setPeerToken.call);
  const { organisation, theirId, names, changedAt } = row;
  const name = nameIn(locale, names);
  const remove = () =>
    side === 'theirs'
      ? place.send({ id, organisation, theirId: null })
      : keep.send({ id, organisation, theirId, token: null });
  return (
    <div className="row">
      <span>
        {name}{' '}
        {changedAt !== null && (
          <span className="src">
            {t('exchange.ui.token_kept', { when: formats.moment(new Date(changedAt), zone) })}
          </span>
        )}
      </span>
      <Button
        small
        unavailable={place.isSending || keep.isSending}
        onClick={remove}
        aria-label={`${t('exchange.ui.remove')}: ${name}`}
      >
        {t('exchange.ui.remove')}
      </Button>
      <ErrorNote error={place.error ?? keep.error} />
    </div>
  );
}

const nothing = { organisation: '', theirId: '', token: '' };

function AddOrganisation({ peer: { id }, side }: Props) {
  const { t } = useLanguage();
  const [values, setValues] = useState(nothing);
  const clear = () => setValues(nothing);
  const place = useSend(exchangeApi.placeOrganisation.call, clear);
  const keep = useSend(exchangeApi.setPeerToken.call, clear);
  const { organisation, theirId, token } = values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (side === 'theirs') place.send({ id, organisation, theirId });
    else keep.send({ id, organisation, theirId, token });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t(`exchange.ui.${side}`)}>
      <ChosenFields prefix={`${side}-${id}`} values={values} set={(said) => setValues({ ...values, ...said })} />
      {side === 'ours' && (
        <TextField
          id={`${side}-${id}-token`}
          label={t('exchange.ui.token')}
          hint={t('exchange.ui.token_hint')}
          type="password"
          autoComplete="off"
          required
          minLength={20}
          value={token}
          onChange={({ target }) => setValues({ ...values, token: target.value })}
        />
      )}
      <ErrorNote error={place.error ?? keep.error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={place.isSending || keep.isSending}>
          {t(side === 'theirs' ? 'exchange.ui.place' : 'exchange.ui.keep_token')}
        </Button>
      </p>
    </form>
  );
}

type Chosen = { organisation: string; theirId: string };
type ChosenProps = { prefix: string; values: Chosen; set: (said: Partial<Chosen>) => void };

function ChosenFields({ prefix, values, set }: ChosenProps) {
  const { t, locale } = useLanguage();
  const known = useQuery(directoryApi.organisations.queryOptions()).data ?? [];
  const options = known.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }));
  return (
    <>
      <SelectField
        id={`${prefix}-organisation`}
        label={t('exchange.ui.organisation')}
        required
        value={values.organisation}
        onChange={({ target }) => set({ organisation: target.value })}
        options={[{ value: '', label: '—' }, ...options]}
      />
      <TextField
        id={`${prefix}-their-id`}
        label={t('exchange.ui.their_id')}
        hint={t('exchange.ui.their_id_hint')}
        required
        pattern="[0-9a-fA-F\-]{36}"
        value={values.theirId}
        onChange={({ target }) => set({ theirId: target.value.trim() })}
      />
    </>
  );
}
