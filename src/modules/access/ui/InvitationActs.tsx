import { useLanguage } from '../../../platform/i18n/react.ts';
import { Button } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { accessApi } from './client.ts';

/** What can be done with an invitation that is not accepted yet. */
export function InvitationActs({ id }: { id: string }) {
  const { t, locale } = useLanguage();
  const again = useSend(accessApi.resendInvitation.call);
  const back = useSend(accessApi.revokeInvitation.call);
  return (
    <div className="stack-s">
      <div className="row">
        <Button small unavailable={again.isSending} onClick={() => again.send({ id, locale })}>
          {t('access.ui.invite.resend')}
        </Button>
        <Button small tone="danger" unavailable={back.isSending} onClick={() => back.send({ id })}>
          {t('access.ui.invite.revoke')}
        </Button>
      </div>
      <ErrorNote error={again.error ?? back.error} />
    </div>
  );
}
