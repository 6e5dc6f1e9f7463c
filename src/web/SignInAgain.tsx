import { useEffect, useRef } from 'react';
import { useT } from '../platform/i18n/react.ts';
import { SignInForm } from './SignInForm.tsx';

/** Over the page when the session has ended: the page stays as it is, with all that was typed into it. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="stack"
      aria-labelledby="sign-in-again"
      // Behind it nothing can be asked of the server, so it does not close before somebody is signed in.
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="sign-in-again">{t('web.session_lost.title')}</h2>
      <p>{t('web.session_lost.text')}</p>
      <SignInForm onSignedIn={onSignedIn} />
    </dialog>
  );
}
