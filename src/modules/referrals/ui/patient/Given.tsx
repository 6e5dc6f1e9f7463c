import { Button, KeyValue, Note } from '../../../../design/index.ts';
import type { PatientPageShown } from '../../contract.patient.ts';
import { useWords } from '../useWords.ts';

export type Issued = { page: PatientPageShown; code: string | null; secondCode: string | null; address: string };

/** A code that was just given out: shown now and never again, to be printed and handed over. */
export function Given({ issued: { code, secondCode, address } }: { issued: Issued }) {
  const { t } = useWords();
  if (code === null) return <Note>{t('referrals.patient.given.sent')}</Note>;
  const digits = (text: string) => (
    <b className="num" dir="ltr">
      {text}
    </b>
  );
  return (
    <Note tone="warn">
      <p>
        <b>{t('referrals.patient.given')}</b>
      </p>
      <KeyValue
        facts={[
          { label: t('referrals.patient.given.code'), value: digits(code) },
          { label: t('referrals.patient.given.address'), value: address },
          ...(secondCode === null ? [] : [{ label: t('referrals.patient.given.second'), value: digits(secondCode) }]),
        ]}
      />
      <p>
        <Button onClick={() => window.print()}>{t('referrals.patient.given.print')}</Button>
      </p>
    </Note>
  );
}
