import { type FormEvent, useEffect, useState } from 'react';
import { Button, TextField } from '../design/index.ts';
import { nameIn } from '../platform/i18n/shown.ts';
import { useLanguage, useT } from '../platform/i18n/react.ts';
import { type DemoSignIn, demoSignIns } from './demo.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { readStored, writeStored } from './kit/stored.ts';
import { ForgottenPassword } from './SignInForgotten.tsx';
import { OtherWays } from './SignInOtherWays.tsx';
import { SecondStep } from './SignInSecondStep.tsx';
import { hasPasskeys, isCancelled, signInWithPasskey, signInWithPassword, type Ways, waysIn } from './signInWays.ts';

type Typed = { email: string; password: string };
type Props = { onSignedIn: () => void };

/** All ways in. An error keeps what was typed; the e-mail is still there when a session has ended, until its owner signs out. */
export function SignInForm({ onSignedIn }: Props) {
  const [step, setStep] = useState<'password' | 'code' | 'forgotten'>('password');
  const [typed, setTyped] = useState({ email: readStored('email') ?? '', password: '' });
  const [ways, setWays] = useState<Ways>({ ministry: null, links: false });
  useEffect(() => void waysIn().then(setWays, () => {}), []);
  const entered = (email: string) => {
    writeStored('email', email);
    onSignedIn();
  };
  const { enter, error, isSending } = usePassword(entered, () => setStep('code'));
  useOfferedPasskey(onSignedIn);
  const again = () => {
    setTyped((before) => ({ ...before, password: '' }));
    setStep('password');
  };
  if (step === 'code') return <SecondStep onSignedIn={() => entered(typed.email.trim())} again={again} />;
  if (step === 'forgotten') return <ForgottenPassword email={typed.email} back={again} />;
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <PasswordForm typed={typed} set={setTyped} isSending={isSending} enter={() => void enter(typed)} />
      <OtherWays ways={ways} onSignedIn={onSignedIn} forgotten={() => setStep('forgotten')} />
      <DemoWays isSending={isSending} enter={(as) => void enter(as)} />
    </div>
  );
}

function usePassword(entered: (email: string) => void, wantsCode: () => void) {
  const [error, setError] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const enter = async (as: Typed) => {
    const email = as.email.trim();
    setSending(true);
    setError(null);
    try {
      const came = await signInWithPassword({ email, password: as.password });
      if (came === 'code') wantsCode();
      else entered(email);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setSending(false);
    }
  };
  return { enter, error, isSending };
}

/** Where the browser can, it offers passkeys beside the e-mail, before anybody presses anything. */
function useOfferedPasskey(onSignedIn: () => void) {
  useEffect(() => {
    const offer = async () => {
      if (!hasPasskeys() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      await signInWithPasskey(true);
      onSignedIn();
    };
    // Nobody asked for it: when it does not come to anything, the other ways are there.
    offer().catch((error: unknown) => isCancelled(error));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each time that the form is shown
  }, []);
}

type FormProps = { typed: Typed; set: (typed: Typed) => void; isSending: boolean; enter: () => void };

function PasswordForm({ typed, set, isSending, enter }: FormProps) {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter();
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('web.sign_in.title')}>
      <TextField
        id="sign-in-email"
        label={t('field.email')}
        type="email"
        name="email"
        autoComplete="username webauthn"
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
      <Button tone="primary" type="submit" full unavailable={isSending}>
        {t(isSending ? 'web.sign_in.sending' : 'action.sign_in')}
      </Button>
    </form>
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
              {nameIn(locale, way.organisation)} ·{' '}
              {way.power === 'installation' ? t('web.demo.installation') : t(`web.role.${way.role}`)}
              {way.power === 'clinical' && `, ${t('web.demo.clinical')}`}
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
