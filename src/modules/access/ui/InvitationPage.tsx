import { type ReactNode, useEffect, useState } from 'react';
import { Button, LinkButton, Note } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Frame } from '../../../web/Frame.tsx';
import { useDocumentTitle } from '../../../web/kit/PageHead.tsx';
import { actFor } from '../../../web/organisation.ts';
import { SignInForm } from '../../../web/SignInForm.tsx';
import { accept, type Invitation, isRefusal, look, type Refused, secretIn } from './invitation.ts';
import { NewAccount } from './NewAccount.tsx';

/** /app/invitation#secret: what somebody is invited to, and how they accept it. Needs no session to be read. */
export function InvitationPage() {
  const { t } = useLanguage();
  const [secret] = useState(() => secretIn(location.hash));
  const [found, setFound] = useState<Invitation | Refused | null>(null);
  useDocumentTitle(t('access.invited.title'));
  useEffect(() => {
    void look(secret).then(setFound);
  }, [secret]);
  return (
    <Frame>
      <main id="main" className="main sign-in stack-l" tabIndex={-1}>
        <h1>{t('access.invited.title')}</h1>
        {found === null && <output className="quiet">{t('phrase.loading')}</output>}
        {found !== null && isRefusal(found) && <Gone refused={found} />}
        {found !== null && !isRefusal(found) && <Invited secret={secret} invitation={found} />}
      </main>
    </Frame>
  );
}

function Gone({ refused }: { refused: Refused }) {
  const { t } = useLanguage();
  return (
    <>
      <Note tone="stop">
        <p>{refused.title || t('web.error.no_connection')}</p>
      </Note>
      <p>
        <LinkButton href="/app/">{t('web.not_found.home')}</LinkButton>
      </p>
    </>
  );
}

type Props = { secret: string; invitation: Invitation };

function Invited({ secret, invitation }: Props) {
  const { t, locale, formats } = useLanguage();
  const { organisation, role, isClinical, beginsAt, endsAt, address } = invitation;
  const moment = (at: string) => formats.moment(new Date(at), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <>
      <section className="card stack-s">
        <p>
          {t('access.invited.text', {
            organisation: nameIn(locale, organisation),
            role: t(`web.role.${role}`),
            address,
          })}
        </p>
        {isClinical && <p>{t('access.invited.clinical')}</p>}
        {endsAt !== null && (
          <p>{t('access.invited.days', { from: beginsAt ? moment(beginsAt) : '…', until: moment(endsAt) })}</p>
        )}
      </section>
      <Answer secret={secret} invitation={invitation} />
    </>
  );
}

/** Somebody who signs in already confirms, signing in first if need be; somebody new makes a sign-in. */
function Answer({ secret, invitation: { isKnown, address, name } }: Props) {
  const { t } = useLanguage();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isKnownNow, setKnown] = useState(isKnown);
  const confirm = async () => {
    const answer = await accept(secret);
    if (isRefusal(answer)) return setRefused(answer);
    actFor(answer.organisation);
    location.assign('/app/');
  };
  if (!isKnownNow)
    return <NewAccount {...{ secret, address, name }} done={() => void confirm()} known={() => setKnown(true)} />;
  const isSignedOut = refused?.refused === 'sign-in-first' || refused?.refused === 'invitation-of-another';
  return (
    <section className="card stack">
      {refused && <Refusal>{refused.title}</Refusal>}
      {isSignedOut ? (
        <SignInForm onSignedIn={() => void confirm()} />
      ) : (
        <Button tone="primary" full onClick={() => void confirm()}>
          {t('access.invited.accept')}
        </Button>
      )}
    </section>
  );
}

const Refusal = ({ children }: { children: ReactNode }) => (
  <Note tone="warn">
    <p>{children}</p>
  </Note>
);
