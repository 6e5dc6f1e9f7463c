import { useState } from 'react';
import { Button, Card } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { type PartKind, translatableParts } from '../../case.ts';
import type { CasePart, ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import { PartForm } from './PartForm.tsx';
import { PartView } from './PartView.tsx';
import { Translations } from './Translations.tsx';

type Props = { kind: PartKind; found: ReferralCase };
export const letterKinds = ['invitation-letter', 'travel-letter'] as const;
const isLetter = (kind: PartKind): kind is (typeof letterKinds)[number] => letterKinds.some((each) => each === kind);
export const isTranslatable = (kind: PartKind): kind is (typeof translatableParts)[number] =>
  translatableParts.some((each) => each === kind);

/** One thing of the case: what each party says of it, side by side where two do, and the form of one's own. */
export function PartCard({ kind, found }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const parts = found.parts.filter((part) => part.kind === kind);
  const own = parts.find(({ party }) => found.own.includes(party));
  const mayWrite = found.writes.includes(kind);
  const title = t(`referrals.case.part.${kind}`);
  return (
    <Card title={title} level={2}>
      {parts.length === 0 && !isOpen && <p className="quiet">{t('referrals.case.unwritten')}</p>}
      {parts.map((part) => (
        <Said key={part.party} part={part} found={found} isAlone={parts.length === 1} />
      ))}
      {isOpen && <PartForm kind={kind} found={found} part={own ?? null} close={() => setOpen(false)} />}
      {mayWrite && !isOpen && (
        <div className="row">
          <Button tone={own ? 'quiet' : 'plain'} onClick={() => setOpen(true)}>
            {own ? t('referrals.case.change', { what: title }) : t('referrals.case.write', { what: title })}
          </Button>
          {own && isLetter(kind) && <Issue kind={kind} found={found} />}
        </div>
      )}
    </Card>
  );
}

/** What one party says, who that is and since when; beside it its translations. */
function Said({ part, found, isAlone }: { part: CasePart; found: ReferralCase; isAlone: boolean }) {
  const { t, moment } = useWords();
  const { kind, party, content, at, version } = part;
  return (
    <div className="stack-s">
      {!isAlone && <h3>{t(`referrals.case.party.${party}`)}</h3>}
      {content ? <PartView content={content} party={party} found={found} /> : <p>{t('referrals.case.erased')}</p>}
      <p className="src">
        {t(`referrals.case.party.${party}`)}, <time dateTime={at}>{moment(at)}</time>
        {version > 1 && ` · ${t('referrals.case.version', { version })}`}
      </p>
      {isTranslatable(kind) && content && <Translations of={{ part: kind, party }} found={found} />}
    </div>
  );
}

/** Makes the pages of a letter; they come among the documents. */
function Issue({ kind, found }: { kind: (typeof letterKinds)[number]; found: ReferralCase }) {
  const { t, formats } = useWords();
  const { send, isSending, error } = useSend(referralsApi.issueLetter.call);
  const languages = formats.list(found.letterLanguages.map((language) => t(`referrals.case.language.${language}`)));
  return (
    <>
      <Button unavailable={isSending} onClick={() => send({ id: found.referral, kind })}>
        {t('referrals.case.issue')}
      </Button>
      <span className="hint">{t('referrals.case.issue_hint', { languages })}</span>
      <ErrorNote error={error} />
    </>
  );
}
