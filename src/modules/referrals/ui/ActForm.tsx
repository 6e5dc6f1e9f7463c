import { type FormEvent, useEffect, useRef } from 'react';
import { Button, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import type { Transition } from '../transitions.ts';
import { ActFields } from './ActFields.tsx';
import { actTyped, askedFor, nothingTyped } from './actTyped.ts';
import { referralsApi } from './client.ts';
import { useKept } from './kept.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

type Props = {
  referral: Referral;
  line: Transition;
  /** Others were first, and it is no longer possible: what was typed stays to be read. */
  isGone: boolean;
  done: () => void;
  close: () => void;
};

/** What an act carries with it, and the button that does it. */
export function ActForm({ referral, line, isGone, done, close }: Props) {
  const { t, locale } = useWords();
  const { id, version } = referral;
  const { act } = line;
  const { values, wasKept, set, clear } = useKept(`${id}.${act}`, nothingTyped);
  const { send, isSending, error } = useSend(referralsApi.actOnReferral.call, () => {
    clear();
    done();
  });
  const leave = () => {
    clear();
    close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isGone) send({ id, version, does: actTyped(line, values, locale) });
  };
  const name = t(`referrals.act.${act}`);
  return (
    <form ref={useFirstFocus()} className="stack-s act-form" onSubmit={submit} aria-label={name} autoComplete="off">
      <h3>{name}</h3>
      <p className="hint">{t(`referrals.act.${act}_effect`)}</p>
      {isGone && !isSending && <Gone referral={referral} />}
      {wasKept && !isGone && !isSending && <Note>{t('referrals.ui.kept')}</Note>}
      <ActFields {...{ referral, line, values, set, error }} />
      <ErrorNote error={error} typed={askedFor(act).length > 0} />
      <div className="row">
        <Button type="submit" tone={act === 'recordDeath' ? 'danger' : 'primary'} unavailable={isSending || isGone}>
          {isSending ? t('phrase.saving') : t(`referrals.act.${act}`)}
        </Button>
        <Button onClick={leave}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** Who opens a form writes at once. */
function useFirstFocus() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
  }, []);
  return form;
}

/** What happened meanwhile. */
function Gone({ referral }: { referral: Referral }) {
  const { t, moment, organisation } = useWords();
  const last = referral.acted.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
  const stage = t(`referrals.stage.${referral.stage}`);
  return (
    <Note tone="stop">
      <p>
        <b>{t('referrals.ui.gone', { stage })}</b>
      </p>
      {last && (
        <p>
          {moment(last.at)} · {organisation(last.organisation, referral.organisations)} ·{' '}
          {t(`referrals.did.${last.act}`)}
        </p>
      )}
      <p>{t('referrals.ui.gone_kept')}</p>
    </Note>
  );
}
