import { Suspense } from 'react';
import type { SignableKind } from '../../modules/signatures/signable.ts';
import { useT } from '../../platform/i18n/react.ts';
import { later } from './later.ts';

const SignatureList = later(
  ['signatures'],
  () => import('../../modules/signatures/ui/SignatureList.tsx'),
  'SignatureList',
);

/** Who signed a record, and signing it; comes after the rest of the page. */
export function Signatures({ subject, id }: { subject: SignableKind; id: string }) {
  const t = useT();
  return (
    <Suspense fallback={<output className="quiet">{t('phrase.loading')}</output>}>
      <SignatureList subject={subject} id={id} />
    </Suspense>
  );
}
