import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
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
import { SignInAgain } from './SignInAgain.tsx';
import { SignInPage } from './SignInPage.tsx';

caller.organisation = organisationChosen();

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
        {isLost && <SignInAgain onSignedIn={() => void enter()} />}
      </SessionContext>
    );
  }
  if (!error) return <Waiting />;
  if (error instanceof Problem && error.code === 'sign-in-first') {
    return <SignInPage onSignedIn={() => void enter()} />;
  }
  if (error instanceof Problem && error.code === 'forbidden') {
    // The organisation chosen on this device may be one that the person has left.
    return caller.organisation ? <TryWithout again={() => void refetch()} /> : <NoOrganisation />;
  }
  return (
    <Frame>
      <main id="main" className="main">
        <ErrorNote error={error} retry={() => void refetch()} />
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
