import { useQuery } from '@tanstack/react-query';
import { Button, Note } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';

/** Of a referral that goes on to another centre: what was said for the one before can be taken over. */
export function TakeOver({ found }: { found: ReferralCase }) {
  const { t } = useWords();
  const { data } = useQuery(referralsApi.referral.queryOptions({ input: { id: found.referral } }));
  const { send, isSending, error } = useSend(referralsApi.takeOverCase.call);
  const isEmpty = found.parts.length === 0 && found.documents.length === 0;
  if (!data?.previous || !isEmpty || !found.own.includes('sender') || !found.mayAdd) return null;
  return (
    <Note>
      <p>{t('referrals.case.take_over_text')}</p>
      <Button unavailable={isSending} onClick={() => send({ id: found.referral })}>
        {t('referrals.case.take_over')}
      </Button>
      <ErrorNote error={error} />
    </Note>
  );
}
