import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { caller } from '../platform/client.ts';
import { Problem } from '../platform/clientProblem.ts';
import { useT } from '../platform/i18n/react.ts';
import { directoryApi } from '../modules/directory/ui/client.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { SessionContext } from './kit/session.ts';
import { actFor, organisationChosen } from './organisation.ts';
import { router } from './router.tsx';
import { Frame } from './Frame.tsx';
import { NoOrganisation } from './NoOrganisation.tsx';

caller.organisation = organisationChosen();

const fetchSignIn = async () => ({ default: (await import('./SignInPage.tsx')).SignInPage });
const fetchSignInAgain = async () => ({ default: (await import('./SignInAgain.tsx')).SignInAgain });
const [SignInPage, SignInAgain] = [lazy(fetchSignIn), lazy(fetchSignInAgain)];

/** Lets in who is signed in. When the session ends later, the page stays and only asks for the password. */
export function Gate() {
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
        <Again isLost={isLost} onSignedIn={() => void enter()} />
      </SessionContext>
    );
  }
  if (!error) return <Waiting />;
  return <Refused error={error} again={() => void refetch()} onSignedIn={() => void enter()} />;
}

/** Asks for the password where the session has ended. Fetched before that: by then the server may have another version of it. */
function Again({ isLost, onSignedIn }: { isLost: boolean; onSignedIn: () => void }) {
  useEffect(() => void fetchSignInAgain(), []);
  return <Suspense>{isLost && <SignInAgain onSignedIn={onSignedIn} />}</Suspense>;
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
