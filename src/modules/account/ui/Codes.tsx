import { type FormEvent, useState } from 'react';
import { Button, Card, Note, TextField } from '../../../design/index.ts';
import { askSignIn } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';

type Begun = { totpURI: string; backupCodes: string[]; image: string };
type Props = { hasCodes: boolean; hasPassword: boolean };

const proofOf = (password: string) => (password === '' ? {} : { password });

/** A secret for the app, as text and as a picture that its camera reads. Nothing is on before a code has come back from it. */
async function begin({ password }: { password: string }): Promise<Begun> {
  const begun = await askSignIn<Omit<Begun, 'image'>>('/two-factor/enable', proofOf(password));
  const { toDataURL } = await import('qrcode');
  return { ...begun, image: await toDataURL(begun.totpURI, { margin: 2, width: 240 }) };
}

/** Codes of an authenticator app as a second step, and the recovery codes for the day when the telephone is lost. */
export function Codes({ hasCodes, hasPassword }: Props) {
  const t = useT();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = useSend(begin, setBegun);
  const off = useSend(
    ({ password }: { password: string }) => askSignIn('/two-factor/disable', proofOf(password)),
    () => setCodes(null),
  );
  const anew = useSend(
    ({ password }: { password: string }) =>
      askSignIn<{ backupCodes: string[] }>('/two-factor/generate-backup-codes', proofOf(password)),
    ({ backupCodes }) => setCodes(backupCodes),
  );
  const confirmed = () => {
    setCodes(begun?.backupCodes ?? null);
    setBegun(null);
  };
  return (
    <Card level={2} title={t('account.codes.title')}>
      <p>{t(hasCodes ? 'account.codes.on' : 'account.codes.off')}</p>
      {codes && <Recovery codes={codes} done={() => setCodes(null)} />}
      {begun && <Confirm begun={begun} confirmed={confirmed} cancel={() => setBegun(null)} />}
      {!begun && (
        <ProofForm
          hasPassword={hasPassword}
          error={start.error ?? off.error ?? anew.error}
          acts={
            hasCodes
              ? [
                  { label: t('account.codes.anew'), act: anew.send },
                  { label: t('account.codes.turn_off'), act: off.send, isDanger: true },
                ]
              : [{ label: t('account.codes.turn_on'), act: start.send }]
          }
        />
      )}
    </Card>
  );
}

type Act = { label: string; act: (input: { password: string }) => void; isDanger?: boolean };

/** What each act wants first: the password of who has one; of others the step-up asks. */
function ProofForm({ hasPassword, error, acts }: { hasPassword: boolean; error: Error | null; acts: readonly Act[] }) {
  const t = useT();
  const [password, setPassword] = useState('');
  const run = (it: Act | undefined) => {
    it?.act({ password });
    setPassword('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(acts[0]);
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('account.codes.title')}>
      <ErrorNote error={error} />
      {hasPassword && (
        <TextField
          id="codes-password"
          label={t('field.password')}
          hint={t('account.codes.password_hint')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      )}
      <p className="row">
        {acts.map((it, at) => (
          <Button
            key={it.label}
            tone={it.isDanger ? 'danger' : 'plain'}
            {...(at === 0 ? { type: 'submit' as const } : { onClick: () => run(it) })}
          >
            {it.label}
          </Button>
        ))}
      </p>
    </form>
  );
}

function Confirm({ begun, confirmed, cancel }: { begun: Begun; confirmed: () => void; cancel: () => void }) {
  const t = useT();
  const [code, setCode] = useState('');
  const { send, isSending, error } = useSend(
    (input: { code: string }) => askSignIn('/two-factor/confirm', input),
    confirmed,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ code: code.replaceAll(/\s/g, '') });
    setCode('');
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('account.codes.confirm')}>
      <Secret begun={begun} />
      <ErrorNote error={error} />
      <TextField
        id="codes-first"
        label={t('account.field.code')}
        hint={t('account.codes.first_hint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <p className="row">
        <Button tone="primary" type="submit" unavailable={isSending}>
          {t('account.codes.confirm')}
        </Button>
        <Button onClick={cancel}>{t('action.cancel')}</Button>
      </p>
    </form>
  );
}

function Secret({ begun: { totpURI, image } }: { begun: Begun }) {
  const t = useT();
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  return (
    <>
      <p>{t('account.codes.scan')}</p>
      <p>
        <img src={image} width={240} height={240} alt={t('account.codes.picture')} />
      </p>
      <p>
        {t('account.codes.secret')} <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </>
  );
}

/** Shown once: they are kept encrypted and never told again. */
function Recovery({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useT();
  return (
    <Note tone="warn">
      <p>
        <b>{t('account.recovery.title')}</b>
      </p>
      <p>{t('account.recovery.text')}</p>
      <ul className="stack-s" aria-label={t('account.recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <Button onClick={done}>{t('account.recovery.kept')}</Button>
      </p>
    </Note>
  );
}
