import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ComponentType, Suspense, useEffect, useState } from 'react';
import { caller } from '../platform/client.ts';
import { Problem } from '../platform/clientProblem.ts';
import { useT } from '../platform/i18n/react.ts';
import { directoryApi } from '../modules/directory/ui/client.ts';
import { needTexts } from '../platform/i18n/catalogue.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { later } from './kit/later.ts';
import { SessionContext } from './kit/session.ts';
import { actFor, organisationChosen } from './organisation.ts';
import { router } from './router.tsx';
import { Frame } from './Frame.tsx';
import { NoOrganisation } from './NoOrganisation.tsx';

caller.organisation = organisationChosen();

const SignInPage = later(['account_entering'], () => import('./SignInPage.tsx'), 'SignInPage');
const SignInAgain = later(['account_entering'], () => import('./SignInAgain.tsx'), 'SignInAgain');
const StepUp = later(['account', 'account_entering'], () => import('../modules/account/ui/StepUp.tsx'), 'StepUp');

/** Pages for who is not signed in yet, and for who is, too. */
const outside: Readonly<Record<string, ComponentType>> = {
  '/app/invitation': later(
    ['access', 'account_entering'],
    () => import('../modules/access/ui/InvitationPage.tsx'),
    'InvitationPage',
  ),
  '/app/new-password': later(['account'], () => import('./SignInNewPassword.tsx'), 'NewPasswordPage'),
  '/app/entered': later(['account'], () => import('./SignInEntered.tsx'), 'EnteredPage'),
};

export function Gate() {
  const Outside = outside[location.pathname];
  return Outside ? (
    <Suspense fallback={<Waiting />}>
      <Outside />
    </Suspense>
  ) : (
    <House />
  );
}

/** Lets in who is signed in. When the session ends later, the page stays and only asks for a proof. */
function House() {
  const queries = useQueryClient();
  const { data: session, error, refetch } = useQuery(directoryApi.session.queryOptions());
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    caller.onSessionLost = () => setLost(true);
  }, []);
  const enter = async () => {
    const { data: now } = await refetch();
    // Somebody else signed in: nothing of the first person's may stay on the screen.
    if (session && now && now.person !== session.person) location.assign('/app/');
    setLost(false);
    await queries.invalidateQueries();
  };
  if (session) {
    return (
      <SessionContext value={session}>
        <RouterProvider router={router} />
        <Prove />
        <Again isLost={isLost} onSignedIn={() => void enter()} />
      </SessionContext>
    );
  }
  if (!error) return <Waiting />;
  return <Refused error={error} again={() => void refetch()} onSignedIn={() => void enter()} />;
}

/** Asks who it is where the session has ended. Fetched before that: by then the server may have another version of it. */
function Again({ isLost, onSignedIn }: { isLost: boolean; onSignedIn: () => void }) {
  useEffect(() => {
    void Promise.all([import('./SignInAgain.tsx'), needTexts(['account_entering'])]).catch(() => {});
  }, []);
  return <Suspense>{isLost && <SignInAgain onSignedIn={onSignedIn} />}</Suspense>;
}

/** Asks for a proof when a dangerous act wants one. Several acts that want it at the same moment share one question. */
function Prove() {
  const [asked, setAsked] = useState<{ answer: (hasProved: boolean) => void } | null>(null);
  useEffect(() => {
    let waiting: Promise<boolean> | null = null;
    caller.onStepUp = () =>
      (waiting ??= new Promise<boolean>((resolve) => setAsked({ answer: resolve })).finally(() => {
        waiting = null;
        setAsked(null);
      }));
  }, []);
  return <Suspense>{asked && <StepUp answer={asked.answer} />}</Suspense>;
}

type RefusedProps = { error: Error; again: () => void; onSignedIn: () => void };

/** What stands in place of the application for who may not come in. */
function Refused({ error, again, onSignedIn }: RefusedProps) {
  if (error instanceof Problem && error.code === 'sign-in-first') {
    return (
      <Suspense fallback={<Waiting />}>
        <SignInPage onSignedIn={onSignedIn} />
      </Suspense>
    );
  }
  if (error instanceof Problem && error.code === 'forbidden') {
    // The organisation chosen on this device may be one that the person has left.
    return caller.organisation ? <TryWithout again={again} /> : <NoOrganisation />;
  }
  return (
    <Frame>
      <main id="main" className="main">
        <ErrorNote error={error} retry={again} />
      </main>
    </Frame>
  );
}

function TryWithout({ again }: { again: () => void }) {
  useEffect(() => {
    actFor(null);
    again();
  }, [again]);
  return <Waiting />;
}

function Waiting() {
  const t = useT();
  return (
    <Frame>
      <main id="main" className="main" aria-busy="true">
        <p className="quiet">{t('phrase.loading')}</p>
      </main>
    </Frame>
  );
}
