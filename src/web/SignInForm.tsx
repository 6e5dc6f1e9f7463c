import { type FormEvent, useState } from 'react';
import { Button, Note, TextField } from '../design/index.ts';
import { nameIn } from '../platform/i18n/shown.ts';
import { useLanguage, useT } from '../platform/i18n/react.ts';
import { type DemoSignIn, demoSignIns } from './demo.ts';
import { readStored, writeStored } from './kit/stored.ts';
import { type SignInResult, signIn } from './signIn.ts';

type Failure = Exclude<SignInResult, 'signed-in'>;
type Typed = { email: string; password: string };
type Props = { onSignedIn: () => void };

/** E-mail and password. An error keeps both; the e-mail is still there when a session has ended, until its owner signs out. */
export function SignInForm({ onSignedIn }: Props) {
  const t = useT();
  const [typed, setTyped] = useState({ email: readStored('email') ?? '', password: '' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const enter = async (as: Typed) => {
    const email = as.email.trim();
    setSending(true);
    const result = await signIn(email, as.password);
    setSending(false);
    setFailure(result === 'signed-in' ? null : result);
    if (result !== 'signed-in') return;
    writeStored('email', email);
    onSignedIn();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(typed);
  };
  return (
    <div className="stack">
      {failure && (
        <Note tone="stop">
          <p>{t(`web.sign_in.${failure}`)}</p>
        </Note>
      )}
      <form className="stack" onSubmit={submit} aria-label={t('web.sign_in.title')}>
        <Fields typed={typed} set={setTyped} />
        <Button tone="primary" type="submit" full unavailable={isSending}>
          {t(isSending ? 'web.sign_in.sending' : 'action.sign_in')}
        </Button>
      </form>
      <DemoWays isSending={isSending} enter={(as) => void enter(as)} />
    </div>
  );
}

function Fields({ typed, set }: { typed: Typed; set: (typed: Typed) => void }) {
  const t = useT();
  return (
    <>
      <TextField
        id="sign-in-email"
        label={t('field.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={typed.email}
        onChange={(event) => set({ ...typed, email: event.target.value })}
      />
      <TextField
        id="sign-in-password"
        label={t('field.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={typed.password}
        onChange={(event) => set({ ...typed, password: event.target.value })}
      />
    </>
  );
}

function DemoWays({ isSending, enter }: { isSending: boolean; enter: (as: DemoSignIn) => void }) {
  const { t, locale } = useLanguage();
  if (demoSignIns.length === 0) return null;
  return (
    <section className="stack-s demo-ways" aria-labelledby="demo-ways">
      <h2 className="minor" id="demo-ways">
        {t('web.demo.ways')}
      </h2>
      <p className="hint">{t('web.demo.ways_hint')}</p>
      <ul className="stack-s">
        {demoSignIns.map((way) => (
          <li key={way.email}>
            <Button full unavailable={isSending} onClick={() => enter(way)}>
              {nameIn(locale, way.organisation)} · {t(`web.role.${way.role}`)}
            </Button>
            <p className="hint">
              {way.email} · {way.password}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
