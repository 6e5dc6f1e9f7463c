import type { FormEvent } from 'react';
import { Button, Note } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { PartKind } from '../../case.ts';
import type { CasePart, ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useKept } from '../kept.ts';
import { useWords } from '../useWords.ts';
import { Ending } from './Ending.tsx';
import { contentOf, fieldsOf, typedOf } from './partFields.ts';
import { PartField } from './PartField.tsx';

type Props = { kind: PartKind; found: ReferralCase; part: CasePart | null; close: () => void };

/** What is typed of a part, and its sending. */
function useWriting({ kind, found, part, close }: Props) {
  const { locale } = useWords();
  const id = found.referral;
  const begun = typedOf(kind, part?.content ?? null, { language: locale });
  const { values, wasKept, set, clear } = useKept(`${id}.case.${kind}`, { typed: begun, version: part?.version ?? 0 });
  const leave = () => {
    clear();
    close();
  };
  const { send, isSending, error } = useSend(referralsApi.writeCase.call, leave);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version: values.version, content: contentOf(kind, values.typed) });
  };
  return { typed: values.typed, version: values.version, wasKept, set, leave, submit, isSending, error };
}

/** The form of a part. What is typed stays in this page's memory until it is sent or thrown away. */
export function PartForm(props: Props) {
  const { t } = useWords();
  const { kind, part } = props;
  const { typed, version, wasKept, set, leave, submit, isSending, error } = useWriting(props);
  const isChanged = part !== null && part.version !== version;
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t(`referrals.case.part.${kind}`)} autoComplete="off">
      {wasKept && <Note>{t('referrals.case.kept')}</Note>}
      {isChanged && (
        <Note tone="warn">
          <p>{t('referrals.case.changed_meanwhile')}</p>
          <Button onClick={() => set({ version: part.version })}>{t('referrals.case.mine_instead')}</Button>
        </Note>
      )}
      {fieldsOf[kind].map((spec) => (
        <PartField
          key={spec.name}
          id={`case-${kind}-${spec.name}`}
          put={(next) => set({ typed: next })}
          {...{ spec, typed, error }}
        />
      ))}
      <ErrorNote error={error} typed />
      <Ending isSending={isSending} isHeld={isChanged} leave={leave} />
    </form>
  );
}
