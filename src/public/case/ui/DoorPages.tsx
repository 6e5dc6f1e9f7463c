import type { ReactNode } from 'react';
import { Button, Note, TextField } from '../../../design/index.ts';
import { type SpokenAsk, spokenAddress } from '../../spoken/address.ts';
import { Top, useSpoken } from '../../spoken/Frame.tsx';
import { casePath, type EnterData, type SecondData } from '../data.ts';
import { CaseFrame } from './parts.tsx';

/** The code is asked: twenty digits that the hospital gave. */
export function EnterPage({ ask, data: { notice } }: { ask: SpokenAsk; data: EnterData }): ReactNode {
  const { t, locale } = useSpoken();
  const title = t('case.enter.title');
  return (
    <CaseFrame ask={ask} title={title} path={casePath}>
      <Top title={title}>
        {notice === 'expired' && <Note tone="warn">{t('case.expired')}</Note>}
        {notice === 'left' && <Note>{t('case.left')}</Note>}
        <p>{t('case.enter.text')}</p>
      </Top>
      <div className="wrap section">
        <form className="stack book-form" method="post" action={spokenAddress(locale, casePath)} noValidate>
          <TextField
            id="code"
            name="code"
            label={t('case.enter.code')}
            hint={t('case.enter.code.hint')}
            error={notice === 'wrong' ? t('case.enter.wrong') : undefined}
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            dir="ltr"
            required
          />
          <Button type="submit" tone="primary" full>
            {t('case.enter.send')}
          </Button>
        </form>
      </div>
    </CaseFrame>
  );
}

/** What is asked beside the code. The page of an unknown code looks the same. */
export function SecondPage({ ask, data }: { ask: SpokenAsk; data: SecondData }): ReactNode {
  const { code, asks, problem } = data;
  const { t, locale } = useSpoken();
  const title = t('case.second.title');
  const hasNumber = asks !== 'birth-and-second';
  return (
    <CaseFrame ask={ask} title={title} path={casePath}>
      <Top title={title}>
        {problem !== null && <Note tone="stop">{t(`case.second.${problem}`)}</Note>}
        <p>{t(hasNumber ? 'case.second.number.text' : 'case.second.birth.text')}</p>
      </Top>
      <div className="wrap section stack book-form">
        <form className="stack" method="post" action={spokenAddress(locale, `${casePath}/open`)} noValidate>
          <input type="hidden" name="code" value={code} />
          {asks !== 'number' && (
            <TextField id="birth" name="birth" type="date" label={t('case.second.birth')} autoComplete="off" required />
          )}
          {hasNumber ? (
            <DigitsField id="number" label={t('case.second.number')} autoComplete="one-time-code" />
          ) : (
            <DigitsField id="second" label={t('case.second.code')} autoComplete="off" />
          )}
          <Button type="submit" tone="primary" full>
            {t('case.second.send')}
          </Button>
        </form>
        {hasNumber && (
          <form method="post" action={spokenAddress(locale, casePath)}>
            <input type="hidden" name="code" value={code} />
            <Button type="submit">{t('case.second.again')}</Button>
          </form>
        )}
      </div>
    </CaseFrame>
  );
}

const DigitsField = ({ id, label, autoComplete }: { id: string; label: string; autoComplete: string }) => (
  <TextField
    id={id}
    name={id}
    label={label}
    inputMode="numeric"
    autoComplete={autoComplete}
    maxLength={20}
    dir="ltr"
    required
  />
);

/** A page that is no more. It says neither why nor since when: nobody learns from a page what a person should tell them. */
export function ClosedPage({ ask }: { ask: SpokenAsk }): ReactNode {
  const { t } = useSpoken();
  const title = t('case.closed.title');
  return (
    <CaseFrame ask={ask} title={title} path={casePath}>
      <Top title={title}>
        <p>{t('case.closed.text')}</p>
      </Top>
    </CaseFrame>
  );
}
