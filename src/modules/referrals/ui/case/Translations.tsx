import { useState } from 'react';
import { Badge, Button } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { CaseTranslation, ReferralCase, TranslationOf } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import { Prose } from './PartView.tsx';
import { TranslateForm } from './TranslateForm.tsx';

type Props = { of: TranslationOf; found: ReferralCase };

const isOf = (one: TranslationOf, other: TranslationOf): boolean =>
  'document' in one
    ? 'document' in other && one.document === other.document
    : 'part' in other && one.part === other.part && one.party === other.party;

/** The translations of one original, each beside it: who or what translated, who vouches for it. */
export function Translations({ of, found }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const own = found.translations.filter((each) => isOf(each.of, of));
  return (
    <>
      {own.map((translation) => (
        <One key={translation.id} translation={translation} found={found} />
      ))}
      {found.mayAdd && !isOpen && (
        <Button small tone="quiet" onClick={() => setOpen(true)}>
          {t('referrals.case.translate')}
        </Button>
      )}
      {isOpen && <TranslateForm of={of} found={found} known={own} close={() => setOpen(false)} />}
    </>
  );
}

function One({ translation, found }: { translation: CaseTranslation; found: ReferralCase }) {
  const { t, moment } = useWords();
  const { send, isSending, error } = useSend(referralsApi.approveTranslation.call);
  const { id, language, text, how, translator, approvedBy, approvedAt, isOutdated, version, mayApprove } = translation;
  const approved = approvedBy && approvedAt ? { name: approvedBy, when: moment(approvedAt) } : null;
  return (
    <section
      className="card stack-s"
      aria-label={t('referrals.case.translation', { language: t(`referrals.case.language.${language}`) })}
    >
      <p className="row">
        <b>{t('referrals.case.translation', { language: t(`referrals.case.language.${language}`) })}</b>
        <Badge tone={approved ? 'leaf' : 'sun'}>{t(`referrals.case.how.${approved ? 'approved' : how}`)}</Badge>
        {isOutdated && <Badge tone="clay">{t('referrals.case.outdated')}</Badge>}
      </p>
      {text !== null && <Prose text={text} language={language} />}
      <p className="src">
        {t(`referrals.case.by_${how}`, { name: translator ?? '' })}
        {approved && ` · ${t('referrals.case.approved_by', approved)}`}
      </p>
      {mayApprove && found.mayAdd && (
        <Button small unavailable={isSending} onClick={() => send({ id: found.referral, translation: id, version })}>
          {t('referrals.case.approve')}
        </Button>
      )}
      <ErrorNote error={error} />
    </section>
  );
}
